import { routeOfPage } from '../../../schema/route.ts';
import type { Put } from '../../moved.ts';
import { moveText } from '../markdown/text.ts';
import type { Plan } from '../plan.ts';
import { texts } from '../source/config.ts';
import { layoutName } from '../source/layouts.ts';
import type { Doc } from '../source/site.ts';
import { writeFront } from './front.ts';
import { listPage, notePagination, type Parts, partsOf } from './paginate.ts';

/** Rewrites all pages. What comes of each is written when all of them are rewritten. */
export function writePages(plan: Plan): ((put: Put) => void)[] {
  const list = listPage(plan);
  return plan.site.pages.flatMap((doc) => {
    if (isAsset(doc, plan)) {
      plan.report.moved('asset', 'Files of assets/ whose front matter does nothing are files.', doc.source);
      return [(put: Put) => put(doc.url.slice(1), { text: doc.body })];
    }
    if (leads(doc, plan)) return [];
    const text = moveText(doc, plan);
    notePagination(doc, plan);
    plan.report.moved('page', 'Pages are in pages/.', doc.source);
    return [(put: Put) => put(doc.target, { text: pageOf(doc, text, plan, partsOf(doc, plan, list)) })];
  });
}

/** Whether nothing of a file below /assets/ is made: it has front matter, and neither Liquid nor a layout. */
const isAsset = ({ url, outEnding, isMarkdown, body, data }: Doc, { layouts }: Plan): boolean =>
  url.startsWith('/assets/') &&
  outEnding !== '.html' &&
  !isMarkdown &&
  !/\{[{%]/.test(body) &&
  !layouts.has(layoutName(data.layout) ?? '');

/** Whether it only leads elsewhere, which `redirects` of the settings do. */
const leads = ({ data }: Doc, { site }: Plan): boolean =>
  site.config.plugins.has('jekyll-redirect-from') && texts(data.redirect_to).length > 0;

function pageOf(doc: Doc, text: string, plan: Plan, paginate: Parts | undefined): string {
  const isError = doc.target === 'pages/404.liquid';
  // `permalink: index.html` is the file of the folder's own address.
  const url = doc.url.replace(/\/index\.html$/, '/');
  const hasRoute = isError || routeOfPage(doc.target) === url.replace(/(.)\/$/, '$1');
  const front = writeFront(doc, plan, {
    ...(!hasRoute && { route: url }),
    ...(paginate && { paginate }),
    ...(isError && hasOtherAddress(doc, plan) && { canonical_url: doc.url }),
  });
  if (isError && doc.isMarkdown)
    return `${front}{% capture text %}${text}{% endcapture %}{{ text | raw | markdownify: 'kramdown' }}\n`;
  return front + text;
}

/** Whether `{% seo %}` says an address of the error page that is not the one of its file, and that no page has here. */
const hasOtherAddress = ({ url, data }: Doc, { partials }: Plan): boolean =>
  url !== '/404.html' && partials.has('seo') && data.canonical_url === undefined;
