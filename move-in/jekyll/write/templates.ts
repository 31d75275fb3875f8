import type { Put } from '../../moved.ts';
import { rewriteLiquid } from '../liquid/rewrite.ts';
import type { Plan } from '../plan.ts';
import { layoutName } from '../source/layouts.ts';

/** Layouts and includes as layouts and partials. */
export function writeTemplates(plan: Plan, put: Put): void {
  const { site, report } = plan;
  const parents = parentsOf(plan);
  for (const { source, name, data, body } of site.layouts.values()) {
    const text = rewriteLiquid(body, {
      plan,
      source,
      role: 'layout',
      layout: data,
      escapes: true,
      isCode: plan.inCode.has(source),
    });
    const parent = parents.get(name);
    const known = parent === undefined ? undefined : plan.layouts.get(parent);
    if (parent !== undefined && known === undefined)
      report.left('layout_missing', `There is no layout ${parent}; the page has none.`, THEME, {
        path: source,
      });
    const tag = known === undefined ? '' : `{% layout '${known}' %}\n`;
    put(`layouts/${plan.layouts.get(name) ?? name}.liquid`, { text: tag + text.replace(/^\n+/, '') });
    report.moved('layout', 'Layouts are in layouts/.', source);
  }
  for (const [path, { source, text }] of site.includes) {
    const name = plan.includes.get(path) ?? path;
    const moved = rewriteLiquid(text, {
      plan,
      source,
      role: 'include',
      escapes: true,
      isCode: plan.inCode.has(source),
    });
    put(`partials/${name}.liquid`, { text: moved });
    report.moved('include', 'Includes are partials, in partials/.', source);
  }
}

/** The layout around each layout. Where they go round, Jekyll stops; here the one that closes the circle has none. */
function parentsOf({ site, report }: Plan): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const { name, source, data } of site.layouts.values()) {
    const parent = layoutName(data.layout);
    if (parent === undefined) continue;
    let at: string | undefined = parent;
    while (at !== undefined && at !== name) at = parents.get(at);
    if (at === undefined) parents.set(name, parent);
    else
      report.left(
        'layout_cycle',
        'Layouts stand in each other without end; this one has no layout now.',
        'See which of them is the outermost, and take `layout` out of that one.',
        { path: source, old: `layout: ${parent}` },
      );
  }
  return parents;
}

export const THEME =
  'A theme may have it: name its folder with --theme on the command line, or put its files into _layouts, _includes and _sass, and move again.';
