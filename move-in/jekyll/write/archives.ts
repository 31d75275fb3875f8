import { own } from '../../../schema/own.ts';
import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { text, texts } from '../source/config.ts';
import { type Data, isData } from '../source/yaml.ts';
import { yamlOf } from './front.ts';

/** The archives that jekyll-archives makes of groups of posts. */
const GROUPS = [
  { type: 'tag', field: 'tags', permalink: '/tag/:name/' },
  { type: 'category', field: 'categories', permalink: '/category/:name/' },
] as const;

/** Pages of jekyll-archives: one page file here shows every tag, one every category. */
export function writeArchives(plan: Plan, put: Put): void {
  const { config } = plan.site;
  const given = config.data['jekyll-archives'] ?? config.data.jekyll_archives;
  if (!config.plugins.has('jekyll-archives') || !isData(given)) return;
  const enabled = new Set(texts(given.enabled));
  const isAll = enabled.has('all') || given.enabled === true;
  for (const group of GROUPS) if (isAll || enabled.has(group.field)) putArchive(group, given, plan, put);
  const others = ['year', 'month', 'day'].filter((name) => isAll || enabled.has(name));
  if (others.length > 0)
    plan.report.left(
      'archives',
      `There are no archives by ${others.join(', ')} here.`,
      'Make a page that lists the posts by their dates.',
      { path: '_config.yml' },
    );
}

function putArchive({ type, field, permalink }: (typeof GROUPS)[number], given: Data, plan: Plan, put: Put) {
  const theirs = (isData(given.layouts) && text(own(given.layouts, type))) || text(given.layout) || 'archive';
  const layout = plan.layouts.get(theirs);
  const pattern = (isData(given.permalinks) && text(own(given.permalinks, type))) || permalink;
  const name = `archive_${type}`;
  const route = `/${pattern.replace(/^\/+|\/+$/g, '').replace(':name', `{${name}}`)}`;
  if (layout === undefined || !/\/\{\w+\}(?:\.\w+)?$/.test(route)) {
    const help = 'Make a page with each: that shows them.';
    plan.report.left('archives', `The archives by ${field} were left out.`, help, {
      path: '_config.yml',
      old: layout === undefined ? `there is no layout ${theirs}` : pattern,
    });
    return;
  }
  const front = {
    layout,
    each: { [name]: `collections.posts.${field}` },
    route,
    ...(plan.fields.has('own_layout') && { own_layout: layout }),
  };
  const set = [`title = ${name}.name`, `posts = ${name}.items`, `type = '${type}'`];
  const tags = set.map((each) => `{% page ${each} %}`).join('');
  put(`pages/jekyll/${field}/[${name}].liquid`, { text: `---\n${yamlOf(front)}---\n${tags}\n` });
  plan.report.rewritten('archives', 'Archives of jekyll-archives are a page for each group.', {
    path: '_config.yml',
    old: `jekyll-archives: ${field}`,
    new: `pages/jekyll/${field}/[${name}].liquid`,
  });
}
