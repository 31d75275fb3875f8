import { isAlias, isMap, isScalar, isSeq, type Pair } from 'yaml';
import { type Change, isList, isObject, type Value } from './value.ts';

/** A YAML text as data whose aliases and merge keys are what is written, not what they stand for. Keys are in order. */
export type Raw =
  | { readonly kind: 'scalar'; readonly value: unknown }
  | { readonly kind: 'alias'; readonly of: string }
  | { readonly kind: 'list'; readonly items: readonly Raw[] }
  | { readonly kind: 'map'; readonly items: readonly (readonly [key: string, value: Raw])[] };

const NOTHING: Raw = { kind: 'scalar', value: null };

/** The key of a pair as a path names it: `<<` for a merge. */
export function keyOf({ key }: Pair): string {
  if (!isScalar(key)) return String(key);
  return typeof key.value === 'symbol' ? '<<' : String(key.value ?? '');
}

export function rawOf(node: unknown): Raw {
  if (isAlias(node)) return { kind: 'alias', of: node.source };
  if (isSeq(node)) return { kind: 'list', items: node.items.map(rawOf) };
  if (isMap(node)) return { kind: 'map', items: node.items.map((pair) => [keyOf(pair), rawOf(pair.value)]) };
  return isScalar(node) ? { kind: 'scalar', value: node.value } : NOTHING;
}

export function rawOfValue(value: Value): Raw {
  if (isList(value)) return { kind: 'list', items: value.map(rawOfValue) };
  if (!isObject(value)) return { kind: 'scalar', value };
  return { kind: 'map', items: Object.entries(value).map(([key, each]) => [key, rawOfValue(each)]) };
}

/** The data after a change, whose path is there but for its last key. Undefined where the change is of something else. */
export function changed(raw: Raw, change: Change): Raw | undefined {
  const [key, ...rest] = change.path;
  const ends = change.kind === 'insert' || change.kind === 'move' ? 0 : 1;
  if (change.kind === 'set' && key === undefined) return rawOfValue(change.value);
  if (change.path.length === ends) return changedHere(raw, change);
  return replaced(raw, key, (inner) => changed(inner, { ...change, path: rest }));
}

function replaced(
  raw: Raw,
  key: string | number | undefined,
  change: (inner: Raw) => Raw | undefined,
): Raw | undefined {
  if (raw.kind !== 'list' && raw.kind !== 'map') return undefined;
  const at = raw.kind === 'list' ? Number(key) : raw.items.findIndex(([name]) => name === String(key));
  const inner = raw.kind === 'list' ? raw.items[at] : raw.items[at]?.[1];
  const after = inner && change(inner);
  if (!after) return undefined;
  if (raw.kind === 'list') return { ...raw, items: raw.items.with(at, after) };
  return { ...raw, items: raw.items.with(at, [String(key), after]) };
}

function changedHere(raw: Raw, change: Change): Raw | undefined {
  switch (change.kind) {
    case 'set':
      return put(raw, change.path[0] ?? '', rawOfValue(change.value));
    case 'remove':
      return without(raw, change.path[0] ?? '');
    case 'insert':
      return raw.kind === 'list'
        ? { ...raw, items: raw.items.toSpliced(change.at, 0, rawOfValue(change.value)) }
        : undefined;
    case 'move': {
      const moved = raw.kind === 'list' ? raw.items[change.from] : undefined;
      if (raw.kind !== 'list' || !moved) return undefined;
      return { ...raw, items: raw.items.toSpliced(change.from, 1).toSpliced(change.to, 0, moved) };
    }
  }
}

function put(raw: Raw, key: string | number, value: Raw): Raw | undefined {
  const there = replaced(raw, key, () => value);
  if (there || raw.kind !== 'map') return there;
  return { ...raw, items: [...raw.items, [String(key), value]] };
}

function without(raw: Raw, key: string | number): Raw | undefined {
  if (raw.kind === 'list') return { ...raw, items: raw.items.filter((_, at) => at !== Number(key)) };
  if (raw.kind !== 'map') return undefined;
  return { ...raw, items: raw.items.filter(([name]) => name !== String(key)) };
}

/** Whether two are the same; a new key may be anywhere among the others. */
export function same(one: Raw, other: Raw): boolean {
  if (one.kind === 'alias') return other.kind === 'alias' && one.of === other.of;
  if (one.kind === 'scalar') return other.kind === 'scalar' && Object.is(one.value, other.value);
  if (one.kind === 'list')
    return (
      other.kind === 'list' &&
      one.items.length === other.items.length &&
      one.items.every((item, at) => same(item, other.items[at] ?? NOTHING))
    );
  if (other.kind !== 'map' || one.items.length !== other.items.length) return false;
  const found = new Map(other.items);
  return one.items.every(([key, item]) => same(item, found.get(key) ?? MISSING));
}

const MISSING: Raw = { kind: 'alias', of: '' };
