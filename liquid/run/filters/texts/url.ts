import { isNil } from '../../values/values.ts';
import { badArgument } from '../coerce.ts';
import type { FilterRun, FilterSpec, Filters } from '../spec.ts';

/** As Ruby's `CGI.escape`: a space becomes `+`. */
const ENCODE: FilterSpec = [
  'T',
  (text: string, run: FilterRun) => {
    if (/^[\w.~-]*$/.test(text)) return text;
    return encoded(text, run, encodeURIComponent).replace(/%20|[!'()*]/g, (found) => {
      return found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`;
    });
  },
];

/** What a host may give for the filters of URLs: `url` and `baseurl` of the site, as Jekyll has them. */
interface UrlHost {
  readonly site?: () => { readonly url?: unknown; readonly baseurl?: unknown } | undefined;
}

export const URLS: Filters = {
  // A path with the site's `url` and `baseurl` in front; an absolute URL stays.
  absolute_url: [
    'T',
    (text: string, run: FilterRun) => {
      const path = relativeUrl(text, run);
      const { url } = siteOf(run);
      return isAbsolute(text) || typeof url !== 'string' || url === '' ? path : normal(url + path);
    },
  ],
  cgi_escape: ENCODE,
  relative_url: ['T', relativeUrl],
  // Words joined by `-`, as Jekyll does it: 'none', 'raw', 'default', 'pretty', 'ascii' or 'latin'.
  slugify: [
    'tKV',
    (text: string, { budget }: FilterRun, mode?: unknown, cased?: unknown) => {
      budget.charge(text.length >> 3);
      const letters = mode === 'latin' ? plainLetters(text) : text;
      const separator = separatorOf(mode);
      const slug = separator ? letters.replace(separator, '-').replace(/^-|-$/g, '') : letters;
      return cased === true ? slug : slug.toLowerCase();
    },
  ],
  strip_index: ['T', (text: string) => text.replace(/\/index\.html?$/, '/')],
  // Leaves the characters that have a meaning in a URL.
  uri_escape: [
    't',
    (text: string, run: FilterRun) =>
      encoded(text, run, encodeURI).replaceAll('%5B', '[').replaceAll('%5D', ']'),
  ],
  // As Ruby's `CGI.unescape`: `+` becomes a space, and a lone `%` stays.
  url_decode: [
    'T',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 4);
      return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
        try {
          return decodeURIComponent(bytes);
        } catch {
          return badArgument('is not UTF-8');
        }
      });
    },
  ],
  url_encode: ENCODE,
};

/** A path with the site's `baseurl` in front; an absolute URL stays. */
function relativeUrl(text: string, run: FilterRun): string {
  if (isAbsolute(text)) return text;
  const { baseurl } = siteOf(run);
  const slashed = (part: string) => (part === '' || part.startsWith('/') ? part : `/${part}`);
  const path = slashed(typeof baseurl === 'string' ? baseurl.replace(/\/$/, '') : '') + slashed(text);
  run.budget.output(path.length);
  return path === '' ? '' : normal(`http://host${path}`).slice('http://host'.length);
}

function siteOf({ host }: FilterRun): { readonly url?: unknown; readonly baseurl?: unknown } {
  return (host as UrlHost | undefined)?.site?.() ?? {}; // a host without a site has no URLs
}

function isAbsolute(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

/** A URL as the platform writes it; what is none stays. */
function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

function separatorOf(mode: unknown): RegExp | undefined {
  if (mode === 'raw') return /\s+/g;
  if (mode === 'ascii') return /[^a-z0-9]+/gi;
  const known = isNil(mode) || mode === 'default' || mode === 'pretty' || mode === 'latin';
  const more = mode === 'pretty' ? "._~!$&'()+,;=@" : '';
  return known ? unicode(`[^\\p{M}\\p{L}\\p{Nd}${more}]+`) : undefined;
}

/**
 * A pattern with Unicode properties, made when it is used: as a literal, which minifying makes of a constructor with a
 * text, it is worked out when the code is parsed, and takes an eighth of every start.
 */
function unicode(pattern: string): RegExp {
  return new RegExp(pattern, 'gu');
}

function plainLetters(text: string): string {
  const letters = text.normalize('NFD').replace(unicode('\\p{M}+'), '');
  return letters
    .replaceAll('\u00df', 'ss')
    .replace(/\u00e6/gi, 'ae')
    .replace(/\u0153/gi, 'oe')
    .replace(/\u00f8/gi, 'o');
}

/** Lone surrogates, which no URL can hold, become the replacement character. At most nine characters for one. */
function encoded(text: string, { budget }: FilterRun, encode: (text: string) => string): string {
  budget.charge(text.length >> 3);
  budget.dear(text.length >> 3);
  const url = encode(/[\ud800-\udfff]/.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text);
  return url;
}
