import type { FullPageRecord } from '../../schema/manifest.ts';
import type { Manifest } from '../read-manifest.ts';
import { READS } from '../reads.ts';
import { buildHeaders, type Fields, rulesAt } from './build-headers.ts';

/**
 * Headers that were built before: by page record, by whether the page is private, and by the rules of its path. A record lives
 * as long as its release is in memory.
 */
const made = new WeakMap<FullPageRecord, Record<string, Fields>>();

/** What `buildHeaders` makes, for what the page read. `path` is the canonical one. */
export function pageHeaders(manifest: Manifest, page: FullPageRecord, flags: number, path: string): Fields {
  const whose = flags & (READS.visitor | READS.nonce) ? 'private' : 'public';
  const rules = rulesAt(manifest, path);
  const key = `${whose}${rules.map(([source]) => source)}`;
  const known = made.get(page) ?? {};
  const fields = known[key] ?? buildHeaders(manifest, page, whose, rules);
  made.set(page, { ...known, [key]: fields });
  return fields;
}
