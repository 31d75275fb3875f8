import { LIMITS } from '../../../schema/limits.ts';
import { protect } from '../../html/protect.ts';
import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { Names, plainName } from '../source/names.ts';
import { addressOfStatic } from '../source/statics.ts';

/** Files without front matter, at their old addresses: below /assets/ in assets/, all others in public/. */
export function writeStatics(plan: Plan, put: Put): void {
  const taken = new Names();
  const pages = new Names();
  for (const { target } of plan.site.pages) pages.take(target);
  const urls = new Set(Array.from(plan.documents.values(), ({ url }) => url));
  for (const source of plan.site.statics) {
    const address = addressOfStatic(source, plan.site.config);
    if (address === undefined) {
      const help = 'Put it into another folder and move again, if visitors should have it.';
      const message = 'Files of collections without output are not published by Jekyll, and were left out.';
      plan.report.left('collection_file', message, help, { path: source });
      continue;
    }
    const html = pageOf(plan.site.indexes.get(source), address, urls);
    if (html !== undefined) {
      put(pages.take(`pages/${plainName(address.replace(/\.html$/, ''))}.liquid`), { text: html });
      plan.report.moved('index', 'HTML that is the index of a folder is a page, as it is.', source);
      continue;
    }
    const path = address.startsWith('assets/') ? address : `public/${address}`;
    const name = path.normalize('NFC');
    if (taken.take(name.toLowerCase()) !== name.toLowerCase()) {
      const help = 'Rename one of them and move again.';
      plan.report.left('case', 'Two files differ only in case; this one was left out.', help, {
        path: source,
      });
      continue;
    }
    put(name, { copy: source });
    plan.report.moved('static', 'Other files are in public/, and those of assets/ in assets/.', source);
  }
}

/** The page of an `index.html`: a file in public/ would not be at the address of its folder. Undefined for other files. */
function pageOf(html: string | undefined, address: string, urls: ReadonlySet<string>): string | undefined {
  if (html === undefined) return undefined;
  const text = protect(html);
  const url = `/${address.slice(0, -'index.html'.length)}`;
  if (urls.has(url) || new TextEncoder().encode(text).length > LIMITS.textBytes) return undefined;
  return `---\nroute: ${JSON.stringify(url)}\n---\n${text}`;
}
