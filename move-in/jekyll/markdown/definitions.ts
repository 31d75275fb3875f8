import { compile } from '../../../liquid/compile/compile.ts';
import { link } from '../../../liquid/run/link.ts';
import { render } from '../../../liquid/run/render.ts';
import { piecesOf } from '../liquid/pieces.ts';
import type { Plan } from '../plan.ts';
import { merged } from '../source/config.ts';
import type { JekyllSite } from '../source/site.ts';
import { type Data, readRubyYaml } from '../source/yaml.ts';

/** The start of a definition that prints a part of its name, and its end. */
const OPENED = /^[ \t]*\[[^\]{]*\{\{/;
const CLOSED = /\}\}[^\]}]*\]:/;
const made = new WeakMap<Plan, Map<string, string | undefined>>();

/**
 * The definitions of links that an include makes of settings and data, `[{{ item.name }}]: {{ item.url }}`: Markdown is read before
 * Liquid runs here, so that they are written into the texts as they are when a site moves. Undefined for other includes.
 */
export function definitionsIn(text: string, plan: Plan): string | undefined {
  if (!defines(text) || /\b(?:page|include)\b\s*[.[]/.test(withoutComments(text))) return undefined;
  const known = made.get(plan) ?? new Map<string, string | undefined>();
  made.set(plan, known);
  if (!known.has(text)) known.set(text, definitions(text, plan));
  return known.get(text);
}

const defines = (text: string): boolean =>
  text.split('\n').some((line) => {
    const opened = OPENED.exec(line)?.[0];
    return opened !== undefined && CLOSED.test(line.slice(opened.length));
  });

const withoutComments = (text: string): string =>
  piecesOf(text)
    .map(({ kind, start, end }) => (kind === 'comment' ? '' : text.slice(start, end)))
    .join('');

const sites = new WeakMap<Plan, Data>();

/** `site` as far as it is known when a site moves: its settings and data. */
export function knownSite(plan: Plan): Data {
  const known = sites.get(plan);
  if (known) return known;
  const { config, data } = plan.site;
  const site = { ...config.data, data: dataOf(data) };
  sites.set(plan, site);
  return site;
}

function definitions(text: string, plan: Plan): string | undefined {
  const { program } = compile(text, { name: 'definitions' });
  if (!program) return undefined;
  const partial = (): never => {
    throw new Error('Definitions have no partials.');
  };
  try {
    const { output } = render(link(program), { site: knownSite(plan) }, { escape: false, partial });
    return output
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^\[[^\]]+\]:\s*\S/.test(line))
      .join('\n');
  } catch {
    return undefined;
  }
}

/** Data as templates of Jekyll see it: folders and files by their names. Tables are left out. */
function dataOf(files: JekyllSite['data']): Data {
  let all: Data = {};
  for (const [path, { text }] of files) {
    if (!/\.(?:ya?ml|json)$/i.test(path)) continue;
    const names = path.replace(/\.[^./]+$/, '').split('/');
    all = merged(
      all,
      names.reduceRight<Data>((inner, name) => ({ [name]: inner }), readRubyYaml(text).data as Data), // what is no map is only put inside
    );
  }
  return all;
}
