import { compile } from '../../../liquid/compile/compile.ts';
import { link, type Template } from '../../../liquid/run/link.ts';
import { render } from '../../../liquid/run/render.ts';
import { rewriteLiquid } from '../liquid/rewrite.ts';
import { dataName, type Plan } from '../plan.ts';
import { merged } from '../source/config.ts';
import { plainName } from '../source/names.ts';
import type { Doc } from '../source/site.ts';
import { type Data, readRubyYaml } from '../source/yaml.ts';

/**
 * What the Liquid of a text prints when the site moves: for style sheets, which Sass compiles then. It sees settings, data, and what
 * the front matter of entries says. Throws what is wrong with it.
 */
export function printOnce({ body, source, data, url }: Doc, plan: Plan): string {
  if (!/\{[{%]/.test(body)) return body;
  const names = new Map(Array.from(plan.includes, ([path, name]) => [name, path]));
  const template = (text: string, path: string, role: 'page' | 'include'): Template => {
    const moved = rewriteLiquid(text, { plan, source: path, role, escapes: false });
    if (/\.(?:content|excerpt|output)\b/.test(moved)) throw new Error('it prints the text of entries');
    const { program, diagnostics } = compile(moved, { name: path, starts: null });
    if (!program) throw new Error(diagnostics[0]?.message ?? 'its Liquid is not in order');
    return link(program);
  };
  const partial = (name: string): Template => {
    const path = names.get(name);
    const file = path === undefined ? undefined : plan.site.includes.get(path);
    if (!file) throw new Error(`there is no include ${name}`);
    return template(file.text, file.source, 'include');
  };
  const globals = {
    site: plan.site.config.data,
    page: { ...data, url },
    collections: collectionsOf(plan),
    data: dataOf(plan),
  };
  const env = { escape: false, partial, now: () => plan.site.now } as const;
  return render(template(body, source, 'page'), globals, env).output;
}

function collectionsOf({ site }: Plan): Data {
  const items = (docs: readonly Doc[]) => docs.map(({ data, url, date }) => ({ ...data, url, date }));
  const others = Array.from(site.collections, ([name, docs]) => [plainName(name), items(docs)]);
  return { ...Object.fromEntries(others), posts: items(site.posts) };
}

/** Data of YAML and JSON by the names of its files; tables are left out. */
function dataOf({ site }: Plan): Data {
  let out: Data = {};
  for (const [path, { text }] of site.data) {
    if (!/\.(?:ya?ml|json)$/i.test(path)) continue;
    const [last = '', ...above] = path
      .replace(/\.[^./]+$/, '')
      .split('/')
      .map(dataName)
      .reverse();
    const value: Data = { [last]: readRubyYaml(text).data };
    out = merged(
      out,
      above.reduce((inner, name) => ({ [name]: inner }), value),
    );
  }
  return out;
}
