import { foldPath, readPath } from '../../schema/file.ts';
import type { Around, Moved, MovedFile } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';
import { type Layout, layoutsOf } from './layouts/layouts.ts';
import { layoutNames } from './layouts/names.ts';
import { writeLayout } from './layouts/write.ts';
import { protect } from './protect.ts';
import { type OldPage, readPages } from './read-pages.ts';
import { redirectsOf } from './redirects.ts';
import { isOfSystem, kindOfFile } from './source-files.ts';

/** Pages of HTML move to their own addresses, as they are; all else to public/. */
export async function moveHtml(source: Source, { layout = false }: Around): Promise<Moved> {
  const report = new ReportBuilder();
  const files = new Map<string, MovedFile>();
  const { pages, others } = await readPages(source, report);
  const layouts = layoutsOf(pages);
  if (!layout) for (const each of layouts) offer(report, each, pages);
  for (const { file, address, html } of pages)
    files.set(file, { text: pageOf(routeOf(file, address), protect(html)) });
  if (layout) putLayouts(layouts, pages, files, report);
  copyOthers(source, others, files, report);
  files.set('site.yaml', { text: siteOf(pages) });
  return {
    files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
    report: report.build('html'),
  };
}

const routeOf = (file: string, address: string): readonly string[] =>
  file === 'pages/404.liquid' ? [] : [`route: ${JSON.stringify(address)}`];

const pageOf = (front: readonly string[], body: string): string =>
  `---\n${front.map((line) => `${line}\n`).join('')}---\n${body}`;

function putLayouts(
  layouts: readonly Layout[],
  pages: readonly OldPage[],
  files: Map<string, MovedFile>,
  report: ReportBuilder,
): void {
  const names = layoutNames(layouts, pages);
  for (const [nth, layout] of layouts.entries()) {
    const name = names[nth] ?? 'base';
    const { text, current } = writeLayout(layout);
    files.set(`layouts/${name}.liquid`, { text });
    for (const [n, { head, main }] of layout.own) {
      const page = pages[n];
      if (!page) continue;
      const block = (of: string, own: string) => `{% block ${of} %}${protect(own)}{% endblock %}`;
      const front = [...routeOf(page.file, page.address), `layout: ${name}`];
      const here = current.get(n);
      if (here !== undefined) front.push(`current: ${JSON.stringify(here)}`);
      files.set(page.file, { text: pageOf(front, block('head', head) + block('main', main)) });
      report.rewritten('layout', `${shareText(layout, pages)}, which is layouts/${name}.liquid now`, {
        path: page.path,
      });
    }
  }
}

function offer(report: ReportBuilder, layout: Layout, pages: readonly OldPage[]): void {
  for (const n of layout.own.keys())
    report.add(
      {
        outcome: 'moved',
        code: 'layout_offer',
        message: shareText(layout, pages),
        help: '--layout makes a layout of it, so that it is changed in one place.',
      },
      { path: pages[n]?.path ?? '' },
    );
}

/** What pages share, as a sentence without its end. */
function shareText({ header, footer, own }: Layout, pages: readonly OldPage[]): string {
  const size = (parts: Layout['header']) =>
    parts.reduce((sum, part) => sum + (part.kind === 'same' ? part.text : part.off).length, 0);
  const who =
    own.size === pages.length ? 'All pages' : `Pages such as ${pages[[...own.keys()][0] ?? 0]?.path}`;
  const marks = [...header, ...footer].filter(({ kind }) => kind === 'mark').length;
  const but =
    marks === 0 ? '' : `, but for ${marks === 1 ? 'a mark' : `${marks} marks`} of the page that one is on`;
  return `${who} share ${size(header)} characters at the top and ${size(footer)} at the end${but}`;
}

/** The title of the home page, and what keeps old addresses alive. */
function siteOf(pages: readonly OldPage[]): string {
  const home = pages.find(({ address }) => address === '/');
  const title = /<title[^<>]*>([^<]*)/i
    .exec(home?.html ?? '')?.[1]
    ?.replace(/\s+/g, ' ')
    .trim();
  const redirects = redirectsOf(pages).map(
    ([from, to]) => `  ${JSON.stringify(from)}: ${JSON.stringify(to)}\n`,
  );
  return `title: ${JSON.stringify(title || 'My site')}\ntrailing_slash: always\n${redirects.length > 0 ? `redirects:\n${redirects.join('')}` : ''}`;
}

function copyOthers(
  source: Source,
  others: ReadonlySet<string>,
  files: Map<string, MovedFile>,
  report: ReportBuilder,
): void {
  const taken = new Set<string>();
  for (const { path, special } of source.files) {
    const kind = kindOfFile(path);
    if (!special && !others.has(path) && (kind === 'page' || kind === 'program')) continue;
    const target = (/^assets\//.test(path) ? path : `public/${path}`).normalize();
    if (special)
      report.left('special', 'Links and the like are not followed', 'Put the file itself there.', { path });
    else if (kind === 'junk')
      report.left(
        'not_a_file',
        'Files of servers and tools are no files of a site',
        'Write redirects and headers of .htaccess and the like into site.yaml.',
        { path },
      );
    else if (!hasProblem(path, target, taken, report)) {
      taken.add(foldPath(target));
      files.set(target, { copy: path });
      if (!others.has(path)) report.moved('file', 'Files move as they are, to their own addresses', path);
    }
  }
}

/** Whether a file can't have its address, with the reason in the report. */
function hasProblem(
  path: string,
  target: string,
  taken: ReadonlySet<string>,
  report: ReportBuilder,
): boolean {
  const help = 'Rename it, and the links to it.';
  const read = readPath(target);
  if ('problem' in read) report.left('path', read.problem.message, help, { path });
  else if (isOfSystem(path))
    report.left('path', "Addresses below /_preview/ are the system's", help, { path });
  else if (taken.has(foldPath(target)))
    report.left('path_case', 'Names of files differ in more than case', help, { path });
  else return false;
  return true;
}
