import { foldPath, readPath } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { isSkipped } from '../../schema/skipped.ts';
import type { Around, Moved, MovedFile } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';
import { decodeHtml } from './charset.ts';
import { addressOfPage, PageNames } from './page-names.ts';
import { liquidIn, protect } from './protect.ts';
import { redirectsOf } from './redirects.ts';
import { ownOf, type Shared, sharedOf } from './shared.ts';

interface Page {
  /** In the old folder. */
  readonly path: string;
  readonly file: string;
  readonly address: string;
  readonly html: string;
}

/** Pages of HTML move to their own addresses, as they are; all else to public/. */
export async function moveHtml(source: Source, { layout = false }: Around): Promise<Moved> {
  const report = new ReportBuilder();
  const files = new Map<string, MovedFile>();
  const pages = await readPages(source, report);
  const shared = sharedOf(pages.map(({ html }) => html));
  if (shared && layout) files.set('layouts/base.liquid', { text: layoutOf(shared) });
  for (const page of pages) files.set(page.file, { text: pageOf(page, layout ? shared : undefined) });
  noteShared(report, shared, pages, layout);
  copyOthers(source, files, report);
  files.set('site.yaml', { text: siteOf(pages) });
  return {
    files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
    report: report.build('html'),
  };
}

const isPage = (path: string): boolean => /\.html?$/i.test(path) && !/^(?:assets|_preview)\//.test(path);

async function readPages(source: Source, report: ReportBuilder): Promise<Page[]> {
  const names = new PageNames();
  const pages: Page[] = [];
  const paths = new Set(source.files.map(({ path }) => path));
  for (const { path, special } of source.files) {
    if (special || !isPage(path) || isJunk(path)) continue;
    const bytes = await source.read(path);
    const { text, charset, damaged } = decodeHtml(bytes);
    if (bytes.length > LIMITS.textBytes) {
      report.left(
        'page_size',
        `A page has at most ${LIMITS.textBytes} bytes`,
        'Split it into several pages.',
        { path },
      );
      continue;
    }
    report.moved('page', 'Pages move as they are, to their own addresses', path);
    if (damaged)
      report.left(
        'charset',
        `Not all of it is ${charset}, as the page says`,
        'Look for � in it, and write what belongs there.',
        { path },
      );
    const html = charset === 'utf-8' ? text : inUtf8(text, charset, path, report);
    noteLiquid(html, path, report);
    if (/^---[ \t]*\r?\n[\s\S]*?^---[ \t]*\r?$/m.test(html) && html.startsWith('---'))
      report.left(
        'front_matter',
        'Pages begin with front matter, which visitors see as text',
        'If another system reads it, build the site there and move what it builds; if that is Jekyll, --kind jekyll.',
        { path },
      );
    pages.push({
      path,
      file: names.take(path),
      address: addressOfPage(path, (each) => paths.has(each)),
      html,
    });
  }
  return pages;
}

/** What names another encoding names UTF-8 now. */
function inUtf8(text: string, charset: string, path: string, report: ReportBuilder): string {
  const named = /(<meta\b[^>]*?\bcharset\s*=\s*["']?\s*)([\w:.+-]+)/i;
  report.add(
    { outcome: 'rewritten', code: 'charset', message: 'Pages in other encodings are UTF-8 now' },
    { path, old: charset, new: 'utf-8' },
  );
  return text.replace(named, (_, before: string) => `${before}utf-8`);
}

function noteLiquid(html: string, path: string, report: ReportBuilder): void {
  const liquid = liquidIn(html);
  if (!liquid) return;
  const message = 'Text that begins like Liquid is in raw tags, so that it prints itself';
  report.add(
    { outcome: 'rewritten', code: 'liquid', message },
    { path, old: liquid.first, new: protect(liquid.first) },
  );
}

function layoutOf({ start, header, footer }: Shared): string {
  const block = (name: string) => `{% block ${name} %}{% endblock %}`;
  return protect(start) + block('head') + protect(header) + block('main') + protect(footer);
}

function pageOf({ address, file, html }: Page, shared: Shared | undefined): string {
  const route = file === 'pages/404.liquid' ? [] : [`route: ${JSON.stringify(address)}`];
  const front = (lines: readonly string[]) => `---\n${lines.map((line) => `${line}\n`).join('')}---\n`;
  if (!shared) return front(route) + protect(html);
  const { head, main } = ownOf(html, shared);
  const block = (name: string, text: string) => `{% block ${name} %}${protect(text)}{% endblock %}`;
  return front([...route, 'layout: base']) + block('head', head) + block('main', main);
}

function noteShared(
  report: ReportBuilder,
  shared: Shared | undefined,
  pages: readonly Page[],
  made: boolean,
): void {
  if (!shared) return;
  const size = `${shared.header.length} characters at the top and ${shared.footer.length} at the end`;
  for (const { path } of pages) {
    if (made) report.rewritten('layout', `What all pages share, ${size}, is layouts/base.liquid`, { path });
    else
      report.add(
        {
          outcome: 'moved',
          code: 'layout_offer',
          message: `All pages share ${size}`,
          help: '--layout makes layouts/base.liquid of it, so that it is changed in one place.',
        },
        { path },
      );
  }
}

/** The title of the home page, and what keeps old addresses alive. */
function siteOf(pages: readonly Page[]): string {
  const home = pages.find(({ address }) => address === '/');
  const title = /<title[^>]*>([^<]*)/i
    .exec(home?.html ?? '')?.[1]
    ?.replace(/\s+/g, ' ')
    .trim();
  const redirects = redirectsOf(pages).map(
    ([from, to]) => `  ${JSON.stringify(from)}: ${JSON.stringify(to)}\n`,
  );
  return `title: ${JSON.stringify(title || 'My site')}\ntrailing_slash: always\n${redirects.length > 0 ? `redirects:\n${redirects.join('')}` : ''}`;
}

const isJunk = (path: string): boolean => isSkipped(`public/${path}`) || /(?:^|\/)\.ht[a-z]+$/i.test(path);

function copyOthers(source: Source, files: Map<string, MovedFile>, report: ReportBuilder): void {
  const taken = new Set<string>();
  for (const { path, special } of source.files) {
    if (!special && isPage(path) && !isJunk(path)) continue;
    const target = (/^assets\//.test(path) ? path : `public/${path}`).normalize();
    const read = readPath(target);
    if (special)
      report.left('special', 'Links and the like are not followed', 'Put the file itself there.', { path });
    else if (isJunk(path))
      report.left(
        'not_a_file',
        'Files of servers and tools are no files of a site',
        'Write redirects and headers of .htaccess into site.yaml.',
        { path },
      );
    else if ('problem' in read)
      report.left('path', read.problem.message, 'Rename it, and the links to it.', { path });
    else if (taken.has(foldPath(target)))
      report.left('path_case', 'Names of files differ in more than case', 'Rename it, and the links to it.', {
        path,
      });
    else {
      taken.add(foldPath(target));
      files.set(target, { copy: path });
      report.moved('file', 'Files move as they are, to their own addresses', path);
    }
  }
}
