import { keyOf, XML } from '../../liquid/compile/places/context.ts';
import { SCRIPT } from '../../liquid/compile/places/script.ts';
import { SHEET } from '../../liquid/compile/places/style.ts';
import type { Starts } from '../../liquid/compile/places/walk.ts';
import { type Language, type PageType, typeOfPage } from '../../schema/media.ts';
import type { FrontMatter } from '../../schema/page.ts';
import { routeOfPage } from '../../schema/route.ts';
import type { SiteConfig } from '../../schema/site.ts';
import { splitHeaders } from '../routes/header-rules.ts';

/** How a page is sent and escaped, by its name, its own headers and those that site.yaml gives it. */
export function mediaOf(
  path: string,
  front: FrontMatter | undefined,
  config: SiteConfig | undefined,
): PageType {
  const { headers, paths } = splitHeaders(config?.headers ?? {});
  const route = front?.route ?? routeOfPage(path) ?? '';
  const rules = (paths ?? []).filter(([source]) => new RegExp(source).test(route));
  return typeOfPage(path, lastType(headers, ...rules.map(([, fields]) => fields), front?.headers));
}

/** The content type that is last among headers, which is the one that is sent. */
function lastType(...all: readonly (Readonly<Record<string, string>> | undefined)[]): Record<string, string> {
  const types = all.flatMap((fields = {}) =>
    Object.entries(fields).filter(([name]) => /^content-type$/i.test(name)),
  );
  const last = types.at(-1);
  return last ? { 'content-type': last[1] } : {};
}

/** A file that is all of one language: no end tag ends it. */
const FILE = { ...XML, state: 'content', xml: false, element: '<file>' } as const;

const STARTS: Readonly<Record<Language, string | null>> = {
  html: '',
  xml: keyOf(XML),
  script: keyOf({ ...FILE, inner: SCRIPT }),
  style: keyOf({ ...FILE, inner: SHEET }),
  plain: null,
};

/** Where a page whose output is in this language begins; null where it is not escaped. */
export function startOf(language: Language): string | null {
  return STARTS[language];
}

/** The same, as the compiler takes it. */
export function startsOf(language: Language): Starts | null {
  const start = STARTS[language];
  return start === null ? null : { start };
}
