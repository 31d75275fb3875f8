import { LIMITS } from '../../schema/limits.ts';
import type { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';
import { decodeHtml } from './charset.ts';
import { addressOfPage, PageNames } from './page-names.ts';
import { liquidIn, protect } from './protect.ts';
import { runsOnServer } from './server-code.ts';
import { kindOfFile } from './source-files.ts';

/** Bytes that can't be a page in any encoding: they are not decoded. */
const LARGEST = 4 * LIMITS.textBytes;

/** A page of the old site. */
export interface OldPage {
  /** In the old folder. */
  readonly path: string;
  /** In the new one. */
  readonly file: string;
  readonly address: string;
  /** In UTF-8, and says so. */
  readonly html: string;
}

/** Reads all pages, and reports what is to be looked at in them. What is none after all is in `others`. */
export async function readPages(
  source: Source,
  report: ReportBuilder,
): Promise<{ readonly pages: OldPage[]; readonly others: ReadonlySet<string> }> {
  const names = new PageNames();
  const pages: OldPage[] = [];
  const others = new Set<string>();
  /** Pages by their addresses. */
  const addresses = new Map<string, string>();
  const paths = new Set(source.files.map(({ path }) => path));
  for (const { path, special } of source.files) {
    const kind = special ? 'file' : kindOfFile(path);
    if (kind !== 'page' && kind !== 'program') continue;
    const bytes = await source.read(path);
    const isLarge = bytes.length > LARGEST;
    const { text, charset, damaged } = decodeHtml(isLarge ? bytes.subarray(0, LARGEST) : bytes);
    if (kind === 'program' && !isPrinted(text)) {
      report.left(
        'server_code',
        'Programs of a server are no pages, and nobody may read them',
        'Save what they print, as a page at their address.',
        { path },
      );
      continue;
    }
    if (isLarge || new TextEncoder().encode(text).length > LIMITS.textBytes) {
      others.add(path);
      report.left(
        'page_size',
        `A page of more than ${LIMITS.textBytes} bytes is a file in public/, where its scripts do not run`,
        'Split it into several pages.',
        { path },
      );
      continue;
    }
    const address = addressOfPage(path, (each) => paths.has(each));
    const other = addresses.get(address);
    if (other !== undefined) {
      report.left('address_twice', 'Two files have one address', 'Rename it, and the links to it.', {
        path,
        old: `${address}, as ${other}`,
      });
      continue;
    }
    addresses.set(address, path);
    report.moved('page', 'Pages move as they are, to their own addresses', path);
    if (damaged) reportDamage(charset, path, report);
    const html = charset === 'utf-8' ? text : inUtf8(text, charset, path, report);
    inspect(html, path, report);
    pages.push({
      path,
      file: names.take(path),
      address,
      html,
    });
  }
  return { pages, others };
}

/** Whether a file that is called like a program is what one printed: a copy of a site has such names. */
const isPrinted = (text: string): boolean =>
  /^\s*<(?:!doctype|html|\?xml)/i.test(text) && !/<[?%](?!xml)/i.test(text);

function reportDamage(charset: string, path: string, report: ReportBuilder): void {
  report.left(
    'charset',
    `Not all of it is ${charset}, as the page says`,
    'Look for � in it, and write what belongs there.',
    { path },
  );
}

/** What names another encoding names UTF-8 now. */
function inUtf8(text: string, charset: string, path: string, report: ReportBuilder): string {
  const named =
    /(<meta\b[^>]*?\bcharset\s*=\s*["']?\s*|^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*)([\w:.+-]+)/gi;
  report.add(
    { outcome: 'rewritten', code: 'charset', message: 'Pages in other encodings are UTF-8 now' },
    { path, old: charset, new: 'utf-8' },
  );
  return text.replace(named, (_, before: string) => `${before}utf-8`);
}

function inspect(html: string, path: string, report: ReportBuilder): void {
  const liquid = liquidIn(html);
  if (liquid) {
    const message = 'Text that begins like Liquid is in raw tags, so that it prints itself';
    report.add(
      { outcome: 'rewritten', code: 'liquid', message },
      { path, old: liquid.first, new: protect(liquid.first) },
    );
  }
  if (html.startsWith('---') && /^---[ \t]*\r?\n[\s\S]*?^---[ \t]*\r?$/m.test(html))
    report.left(
      'front_matter',
      'Pages begin with front matter, which visitors see as text',
      'If another system reads it, build the site there and move what it builds; if that is Jekyll, --kind jekyll.',
      { path },
    );
  for (const { message, help, found } of runsOnServer(html))
    report.left('server_code', message, help, { path, old: found });
}
