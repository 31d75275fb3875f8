import { messageOf } from '../../../schema/message-of.ts';
import type { Around, Put, Sheet } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { endingOf, folderOf } from '../source/names.ts';
import type { Doc, TextFile } from '../source/site.ts';
import { isData } from '../source/yaml.ts';
import { printOnce } from './print-once.ts';

/** Style sheets with front matter become CSS. */
export function writeSheets(plan: Plan, { sass }: Around, put: Put): void {
  for (const doc of plan.site.sheets) {
    const text = printed(doc, plan);
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
}

/** What a sheet's Liquid prints; a note where it reads what is not known when the site moves. */
function printed(doc: Doc, plan: Plan): string | undefined {
  try {
    return printOnce(doc, plan);
  } catch (error) {
    const help = 'Write what it printed, and move again.';
    plan.report.left('sass', "This style sheet can't be compiled.", help, {
      path: doc.source,
      old: messageOf(error).split('\n')[0] ?? '',
    });
    return undefined;
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
