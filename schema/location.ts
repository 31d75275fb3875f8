import { decodePart } from './path/decode-part.ts';
import { encodePart } from './path/encode-part.ts';

/**
 * A filled target of a redirect as `Location` takes it: a URI (RFC 3986), whatever is in it. One that begins with a
 * slash stays on this site: an empty value can leave no two slashes behind, which browsers take for a host.
 */
export function locationOf(to: string): string {
  const text = to.replace(/\p{Cs}/gu, '\ufffd');
  const origin = /^https?:[\\/]{2}[^/?#\\]*/i.exec(text)?.[0] ?? '';
  const [, path = '', query = '', fragment = ''] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text.slice(origin.length)) ?? [];
  const where = origin ? `${hostOf(origin)}${encodeRest(path)}` : onSite(encodeRest(path));
  return where + encodeRest(query) + (fragment && `#${encodeRest(fragment.slice(1)).replaceAll('#', '%23')}`);
}

/** One slash between parts, and one at the end only where a part is before it. */
function onSite(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return `/${parts.join('/')}${parts.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Hosts of other scripts as DNS writes them. One that is no host is refused when it is saved: see schema/site. */
const hostOf = (origin: string) => URL.parse(origin)?.origin ?? encodeRest(origin);

/** What no URI holds as it is, percent-encoded; what is encoded already stays. */
function encodeRest(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})|[^\w.~!$&'()*+,;=:@/?#%-]/giu, encodeURIComponent);
}

/** A canonical path in lower case; its escapes stay canonical. */
export function lowerCase(path: string): string {
  return path
    .split('/')
    .map((part) => encodePart((decodePart(part) ?? part).toLowerCase().normalize('NFC')))
    .join('/');
}

/** The address of a file of assets/ or public/. */
export function addressOf(path: string): string {
  return `/${path
    .replace(/^public\//, '')
    .split('/')
    .map(encodePart)
    .join('/')}`;
}
