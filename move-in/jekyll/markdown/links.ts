import type { Plan } from '../plan.ts';
import { folderOf } from '../source/names.ts';
import type { Doc } from '../source/site.ts';
import { codeAt, codeIn } from './code.ts';

const LINK =
  /(\]\(\s*|^\[[^\]]+\]:\s*)([^\s)#?:]+\.(?:md|markdown|mkd|mkdn|mkdown|html?))(#[^\s)]*)?(?=[\s)]|$)/gm;

/** Links to files of the old folder, which jekyll-relative-links makes addresses. */
export function settleLinks(text: string, { source }: Doc, { site, documents }: Plan): string {
  if (!site.config.plugins.has('jekyll-relative-links') || !/\.(?:md|markdown|mk|htm)/.test(text))
    return text;
  const codes = codeIn(text);
  return text.replaceAll(
    LINK,
    (whole, open: string, target: string, fragment: string | undefined, at: number) => {
      if (codeAt(codes, at)) return whole;
      const doc = documents.get(resolve(folderOf(source), target));
      return doc ? `${open}${site.config.baseurl}${doc.url}${fragment ?? ''}` : whole;
    },
  );
}

function resolve(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
