import { compile } from '../../../liquid/compile/compile.ts';
import { link } from '../../../liquid/run/link.ts';
import { render } from '../../../liquid/run/render.ts';
import { messageOf } from '../../../schema/message-of.ts';
import type { Around, Put, Sheet } from '../../moved.ts';
import { rewriteLiquid } from '../liquid/rewrite.ts';
import type { Plan } from '../plan.ts';
import { endingOf, folderOf } from '../source/names.ts';
import type { Doc, TextFile } from '../source/site.ts';
import { isData } from '../source/yaml.ts';

/** Style sheets with front matter become CSS; other texts below /assets/, where no page may be, are made once too. */
export function writeSheets(plan: Plan, { sass }: Around, put: Put): void {
  for (const doc of plan.site.sheets) {
    const text = once(doc, plan);
    if (text === undefined) continue;
    if (!sass) {
      plan.report.left('sass', 'Sass was not compiled here.', 'Compile it and put the CSS there.', {
        path: doc.source,
      });
      continue;
    }
    try {
      put(placeOf(doc.url.replace(/\.s[ac]ss$/, '.css')), { text: sass(sheetOf(doc, text, plan)) });
      plan.report.rewritten('sass', 'Sass was compiled to CSS.', { path: doc.source });
    } catch (error) {
      const help = 'Mend it in the old folder and move again.';
      plan.report.left('sass', "This style sheet can't be compiled.", help, {
        path: doc.source,
        old: messageOf(error).split('\n')[0] ?? '',
      });
    }
  }
  for (const doc of plan.site.pages) {
    if (!doc.url.startsWith('/assets/') || doc.outEnding === '.html') continue;
    const text = once(doc, plan);
    if (text === undefined) continue;
    put(placeOf(doc.url), { text });
    plan.report.rewritten('made_once', 'A page below /assets/ was made once, and is a file now.', {
      path: doc.source,
    });
  }
}

const placeOf = (url: string): string => (url.startsWith('/assets/') ? url.slice(1) : `public${url}`);

function sheetOf({ source, outEnding }: Doc, text: string, { site }: Plan): Sheet {
  const settings = isData(site.config.data.sass) ? site.config.data.sass : {};
  return {
    text,
    path: source,
    indented: outEnding === '.sass',
    style: settings.style === 'compressed' || settings.style === ':compressed' ? 'compressed' : 'expanded',
    load: (path) => find(site.sass, path),
  };
}

/** A file that a style sheet imports: with an ending or without, with `_` in front or without. */
function find(files: ReadonlyMap<string, TextFile>, path: string): ReturnType<Sheet['load']> {
  const folder = folderOf(path);
  const name = path.slice(folder === '' ? 0 : folder.length + 1);
  const at = (each: string) => (folder === '' ? each : `${folder}/${each}`);
  const names =
    endingOf(name) === '' || !/\.(?:s[ac]ss|css)$/.test(name)
      ? ['scss', 'sass', 'css'].map((ending) => `${name}.${ending}`)
      : [name];
  const tries = [
    ...names.flatMap((each) => [at(each), at(`_${each}`)]),
    ...['scss', 'sass'].flatMap((ending) => [`${path}/index.${ending}`, `${path}/_index.${ending}`]),
  ];
  for (const each of tries) {
    const file = files.get(each);
    if (file) return { text: file.text, path: each, indented: each.endsWith('.sass') };
  }
  return undefined;
}

/** What the Liquid of a text prints with the settings alone; undefined where it reads more. */
function once(doc: Doc, plan: Plan): string | undefined {
  const { body, source } = doc;
  if (!/\{[{%]/.test(body)) return body;
  const text = rewriteLiquid(body, { plan, source, role: 'page', escapes: false });
  const { program, diagnostics } = compile(text, { name: source, starts: null });
  try {
    if (!program) throw new Error(diagnostics[0]?.message ?? '');
    if (/\b(?:collections|data|paginator)\b/.test(text)) throw new Error('it reads posts, pages or data');
    const env = { escape: false, partial: () => link(program), now: () => plan.site.now } as const;
    return render(link(program), { site: plan.site.config.data, page: { ...doc.data, url: doc.url } }, env)
      .output;
  } catch (error) {
    const help = 'Give it a permalink outside of /assets/ and move again.';
    plan.report.left('below_assets', 'No page may be below /assets/, and this one was left out.', help, {
      path: source,
      old: messageOf(error),
    });
    return undefined;
  }
}
