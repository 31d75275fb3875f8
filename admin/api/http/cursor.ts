import { ProblemError } from '../../../schema/api/problem.ts';
import { SITE_FOLDERS } from '../../../schema/file.ts';
import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Operation } from '../operation.ts';

/** What a page is asked for with: the places of the address and the query. `limit` may be another one on each page. */
export interface Asked {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
}

/** The header that says the cursor of an answer whose body has no room for it. */
export const NEXT_CURSOR = 'x-next-cursor';

/** Between the check of a cursor and the place that it is of. No path of a site begins like that. */
const CURSOR = /^([0-9a-z]{1,7})~(.*)$/s;

/**
 * The query with the place that its cursor is of: what the handler gave. A cursor goes on with one question: one of another would leave
 * out or repeat what it does not know of, and is refused like any other text.
 */
export function openCursor(asked: Asked): unknown {
  const { operation, query } = asked;
  const cursor = operation.inParts ? cursorIn(query) : undefined;
  if (typeof cursor !== 'string') return query;
  return { ...(query as object), cursor: cursor === '' ? undefined : placeOf(asked, cursor) }; // it has a cursor
}

/** An answer that is no JSON, the cursor in its header bound to what was asked. It is percent-encoded: headers take no other letters. */
export function sealHeader(asked: Asked, response: Response): Response {
  const header = response.headers.get(NEXT_CURSOR);
  if (header === null) return response;
  const place = decodeURIComponent(header);
  const bound = new Response(response.body, response);
  bound.headers.set(NEXT_CURSOR, encodeURIComponent(sealed(asked, place)));
  return bound;
}

/** An answer's body, its cursor bound to what was asked. */
export function sealCursor(asked: Asked, body: unknown): unknown {
  const place = asked.operation.inParts ? cursorIn(body) : undefined;
  if (typeof place !== 'string') return body;
  return { ...(body as object), cursor: sealed(asked, place) }; // it has a cursor
}

/** A cursor: a place, bound to what was asked. */
const sealed = (asked: Asked, place: string): string => `${checkOf(asked, place)}~${place}`;

function placeOf(asked: Asked, cursor: string): string {
  const [, check, place = ''] = CURSOR.exec(cursor) ?? [];
  if (check !== undefined && check === checkOf(asked, place)) return place;
  if (asked.operation.inParts === 'paths' && isInSite(cursor)) return cursor;
  throw new ProblemError(
    'invalid',
    'cursor: it is none that this question was answered with. Give it with all else as it was asked before, or leave it out to begin at the first',
    { rule: 'cursor', field: 'cursor' },
  );
}

function checkOf({ operation, params, query }: Asked, place: string): string {
  const all = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  const rest = all.filter(([key, value]) => key !== 'cursor' && key !== 'limit' && value !== undefined);
  rest.sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf(JSON.stringify([operation.id, params, rest, place])).toString(36);
}

const isInSite = (path: string) =>
  path === 'site.yaml' || SITE_FOLDERS.includes(path.slice(0, path.indexOf('/')));

/** The cursor of a query or of an answer's body. */
const cursorIn = (of: unknown): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, 'cursor')
    ? (of as { readonly cursor: unknown }).cursor // it has one of its own
    : undefined;
