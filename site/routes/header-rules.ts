import type { Head } from '../../schema/manifest.ts';
import { decodePart } from '../../schema/path/decode-part.ts';
import { encodePart } from '../../schema/path/encode-part.ts';
import type { SiteConfig } from '../../schema/site.ts';

type Rules = Pick<Head['config'], 'headers' | 'paths'>;

/** `headers:` of site.yaml as a release has it: those of everything, and those by path as regular expressions. */
export function splitHeaders(all: NonNullable<SiteConfig['headers']>): Rules {
  const headers: Record<string, string> = {};
  const paths: [string, Readonly<Record<string, string>>][] = [];
  for (const [key, value] of Object.entries(all)) {
    if (typeof value === 'string') headers[key] = value;
    else paths.push([pathExpression(key), value]);
  }
  return {
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(paths.length > 0 && { paths }),
  };
}

/**
 * The source of a regular expression for canonical paths: `*` takes anything, `{name}` one part, the rest is taken as it
 * decodes. A slash at the end makes no difference.
 */
export function pathExpression(pattern: string): string {
  const source = pattern
    .replace(/\/$/, '')
    .split(/(\*|\{\w+\}|\/)/)
    .map((piece) => {
      if (piece === '*') return '.*';
      return piece.startsWith('{') ? '[^/]+' : escapeExpression(canonical(piece));
    });
  return `^${source.join('')}/?$`;
}

const canonical = (piece: string) =>
  piece === '/' ? piece : encodePart((decodePart(piece) ?? piece).normalize('NFC'));

const escapeExpression = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
