import * as z from 'zod/mini';
import { readExact } from '../../liquid/run/values/exact.ts';
import { parseRoute } from '../../schema/route.ts';
import { hasExactNumbers, wellFormedJson } from '../../schema/text/json.ts';

/** `samples/params.json`: for a dynamic route, the parameters of pages that exist: `{"/posts/{slug}": [{"slug": "first"}]}`. */
export const PARAMS_FILE = 'samples/params.json';

const paramsSchema = z.record(z.string(), z.array(z.record(z.string(), z.string())));

/** What a sample says, with its numbers as they are written, as of an upstream's answer. Throws where it is no JSON. */
export function readSample(text: string): unknown {
  const json = wellFormedJson(text.replace(/^\ufeff/, ''));
  return hasExactNumbers(json) ? readExact(json) : JSON.parse(json);
}

/** Sample files that stand for a fetch of a page, the more specific first: `samples/posts/[slug]/post.json`, `samples/post.json`. */
export function samplePaths(page: string, fetch: string): string[] {
  const inner = page.replace(/^pages\//, '').replace(/\.liquid$/, '');
  return [`samples/${inner}/${fetch}.json`, `samples/${fetch}.json`];
}

/** The parameters to render a route's page with, and whether they were given; where none are, each one is its own name. */
export function sampleParams(
  text: string | undefined,
  pattern: string,
  names: readonly string[],
): { readonly given: boolean; readonly all: readonly Readonly<Record<string, string>>[] } {
  const all = paramsOf(readParams(text), pattern);
  if (all.length > 0 || names.length === 0) return { given: true, all: all.length > 0 ? all : [{}] };
  return { given: false, all: [Object.fromEntries(names.map((name) => [name, name]))] };
}

/** Those of the route, however its pattern is written: `/café/{slug}` and `/caf%C3%A9/{slug}` are one. */
function paramsOf(given: ReturnType<typeof readParams>, pattern: string) {
  const key = keyOf(pattern);
  return Object.entries(given).find(([each]) => each === pattern || keyOf(each) === key)?.[1] ?? [];
}

function keyOf(pattern: string): string | undefined {
  try {
    return parseRoute(pattern).key;
  } catch {
    return undefined; // names no route
  }
}

/** What `text` says, nothing where it is not of that shape. */
function readParams(text = '{}'): Readonly<Record<string, Readonly<Record<string, string>>[]>> {
  try {
    return z.parse(paramsSchema, readSample(text));
  } catch {
    return {};
  }
}
