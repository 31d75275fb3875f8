import type { FullPageRecord } from '../../schema/manifest.ts';
import { type Language, typeOfPage } from '../../schema/media.ts';

/** What a page's body is written in, as it is sent. */
export function languageOf(page: string, record: Typed): Language {
  const known = LANGUAGES.get(record) ?? findLanguage(page, record);
  LANGUAGES.set(record, known);
  return known;
}

type Typed = Pick<FullPageRecord, 'type' | 'headers' | 'escape'>;

/** A record is of one page, and of thousands of addresses. */
const LANGUAGES = new WeakMap<Typed, Language>();

function findLanguage(page: string, { type, headers = {}, escape: escapes }: Typed): Language {
  const own = Object.keys(headers).some((name) => /^content-type$/i.test(name));
  const { language } = typeOfPage(page, own ? headers : { 'content-type': type });
  // Text that is escaped is sent as HTML: site.yaml says so.
  return language === 'plain' && escapes ? 'html' : language;
}
