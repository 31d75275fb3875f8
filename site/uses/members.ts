import { dataKey, partialPath } from '../check/names.ts';
import { layoutOf } from '../check/not-shown.ts';
import type { SiteFacts } from '../facts.ts';
import type { Flow, Origin } from './flow.ts';
import { tagsOf } from './markups.ts';

/** A stretch of a text, in offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** How templates name a key of a file: `data.tide.turns`, `site.title`. Undefined for files that have no keys for them. */
export function memberOf(path: string, keys: readonly string[]): Origin | undefined {
  if (path === 'site.yaml') return ['site', ...keys];
  return /^data\/.*\.(?:json|ya?ml)$/.test(path) ? [...dataKey(path).split('/'), ...keys] : undefined;
}

/**
 * Where templates read a member, by their paths: by its whole name, and through loops, assigns and arguments of partials. What an
 * included partial has from the variables of its page is not followed.
 */
export function readsOf(member: Origin, flows: ReadonlyMap<string, Flow>): Map<string, Span[]> {
  const given = givenIn(flows);
  const found = new Map<string, Span[]>();
  for (const [path, { reads }] of flows) {
    const here = reads.filter(
      ({ of, name }) => name === member.at(-1) && isFrom(member, { path, origin: [...of, name] }, given),
    );
    if (here.length > 0)
      found.set(
        path,
        here.sort((a, b) => a.start - b.start),
      );
  }
  return found;
}

/** A value in a template. */
interface Value {
  readonly path: string;
  readonly origin: Origin;
}

/** What is given to the arguments of partials, by the partial's path and the argument's name. */
function givenIn(flows: ReadonlyMap<string, Flow>): ReadonlyMap<string, readonly Value[]> {
  const given = new Map<string, Value[]>();
  for (const [path, { gives }] of flows)
    for (const { partial, name, from } of gives) {
      const key = `${partialPath(partial)} ${name}`;
      const values = given.get(key) ?? [];
      values.push({ path, origin: from });
      given.set(key, values);
    }
  return given;
}

/** Whether a value is a member, of any of those that give it. Each giver is asked once: partials may call themselves. */
function isFrom(
  member: Origin,
  { path, origin }: Value,
  given: ReadonlyMap<string, readonly Value[]>,
  asked = new Set<string>(),
): boolean {
  const [root = '', ...rest] = origin;
  const key = `${path} ${root}`;
  const givers = given.get(key);
  if (!givers) return origin.length === member.length && origin.every((name, n) => name === member[n]);
  if (asked.has(`${key}.${rest.join('.')}`) || rest.length >= member.length) return false;
  asked.add(`${key}.${rest.join('.')}`);
  return givers.some((value) =>
    isFrom(member, { path: value.path, origin: [...value.origin, ...rest] }, given, asked),
  );
}

/** Whether a template's blocks are those of another: both are in one outermost layout, or are it. */
export function blockFamily(path: string, files: SiteFacts): (other: string) => boolean {
  const config = files.get('site.yaml')?.config;
  const outermost = (from: string): string => {
    const seen = new Set([from]);
    for (const each of seen) {
      const facts = files.get(each);
      const layout = facts && layoutOf(facts, each.startsWith('layouts/') ? undefined : config);
      if (layout === undefined || seen.has(layout)) return each;
      seen.add(layout);
    }
    return from;
  };
  const own = outermost(path);
  return (other) => files.has(other) && outermost(other) === own;
}

/** Where a template has a block: the name in its tag. */
export function blocksIn(text: string, block: string): Span[] {
  return Array.from(tagsOf(text)).flatMap(({ start, text: tag, isOutput }) => {
    const [head = '', name = ''] = (!isOutput && /^block\s+['"]?([\w-]+)/.exec(tag)) || [];
    const end = start + head.length;
    return name === block ? [{ start: end - name.length, end }] : [];
  });
}
