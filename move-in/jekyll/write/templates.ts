import type { Put } from '../../moved.ts';
import { rewriteLiquid } from '../liquid/rewrite.ts';
import type { Plan } from '../plan.ts';
import { layoutName } from '../source/read.ts';

/** Layouts and includes as layouts and partials. */
export function writeTemplates(plan: Plan, put: Put): void {
  const { site, report } = plan;
  for (const { source, name, data, body } of site.layouts.values()) {
    const text = rewriteLiquid(body, {
      plan,
      source,
      role: 'layout',
      layout: data,
      escapes: true,
      isCode: plan.inCode.has(source),
    });
    const parent = layoutName(data.layout);
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

export const THEME = 'A theme may have it: put its files into _layouts, _includes and _sass and move again.';
