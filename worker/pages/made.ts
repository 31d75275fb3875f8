import { type Manifest, ReleaseError } from '../../release/read-manifest.ts';
import { buildHeaders, rulesAt } from '../../release/response/build-headers.ts';
import { HTML } from '../../schema/format.ts';
import { madeKey, madeTableKey, madeTableOf, rowIn } from '../../schema/made/keys.ts';
import type { MadeRow, MadeTable } from '../../schema/made/row.ts';
import type { PageRecord, RouteRecord } from '../../schema/manifest.ts';
import { matchRoute } from '../../site/routes/match.ts';
import type { PageResult, RequestContext } from '../request-context.ts';

/** What a page that was made at publish says of its text. */
export interface Printed {
  readonly body: string;
  readonly bytes: number;
  readonly etag: string;
}

/** A page that was made at publish. */
export function readyPage(manifest: Manifest, file: string, path: string, printed: Printed): PageResult {
  const record = manifest.record<PageRecord>(file);
  if (!record) throw new ReleaseError(manifest.head.id, `the release has no ${file}`);
  const headers = buildHeaders(manifest, { ...HTML, ...record }, 'public', rulesAt(manifest, path));
  const page = { status: 200, ...printed, headers };
  return { page, operations: 0, flags: 0, isStatic: true, made: ', made at publish' };
}

/** A text of a pack; undefined, or rejected with a ReleaseError, when the pack is not there. */
export type TextOf = (
  context: RequestContext,
  pack: string,
  start: number,
  length: number,
) => Promise<string | undefined>;

/**
 * The page of an address, where it is in a pack of bodies: `own` is how the site spells the address. Undefined when the release has none, which
 * it mostly says without a read; the promise's value is, when a table or a pack is not there: then it is rendered.
 */
export function findMade(
  context: RequestContext,
  path: string,
  own: string,
  textOf: TextOf,
): Promise<PageResult | undefined> | undefined {
  const { manifest } = context;
  const { made } = manifest.head;
  if (made === undefined) return undefined;
  const route = manifest.record<RouteRecord>(path);
  if (route && !('page' in route && route.made)) return undefined;
  const row = manifest.record<MadeRow | 0>(madeKey(path));
  if (row === 0 || (row === undefined && (made === 0 || (!route && isElsewhere(manifest, path)))))
    return undefined;
  return read(context, path, own, row, textOf);
}

/** Whether the address is one of a page of which no table has any. */
function isElsewhere(manifest: Manifest, path: string): boolean {
  // A part of a list may be the page of another route.
  if (manifest.head.madeOfEach || (manifest.head.parts && /\d/.test(path))) return false;
  const route = matchRoute(manifest, path)?.route;
  return (
    route !== undefined &&
    'page' in route &&
    route.known === true &&
    !manifest.record<PageRecord>(route.page)?.made
  );
}

async function read(
  context: RequestContext,
  path: string,
  own: string,
  line: MadeRow | undefined,
  textOf: TextOf,
): Promise<PageResult | undefined> {
  const { manifest, services, waits } = context;
  const started = services.now();
  try {
    let row = line;
    if (!row) {
      const table = manifest.record<MadeTable>(madeTableKey(madeTableOf(path, manifest.head.made ?? 1)));
      const rows = table && (await textOf(context, table[0], 0, table[1]));
      const json = rows && rowIn(rows, path);
      if (!json) return undefined;
      row = JSON.parse(json) as MadeRow; // site/release/made wrote it
    }
    const [pack, start, length, bytes, etag, file] = row;
    const body =
      pack === 0 ? manifest.inline([0, start, length]) : await textOf(context, pack, start, length);
    return body === undefined ? undefined : readyPage(manifest, file, own, { body, bytes, etag });
  } catch (error) {
    if (error instanceof ReleaseError) return undefined;
    throw error;
  } finally {
    waits.kv += services.now() - started;
  }
}
