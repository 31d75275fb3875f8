import { expect, test } from 'vitest';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { editYaml } from '../../../site/forms/yaml/edit.ts';
import type { Change, Path } from '../../../site/forms/yaml/value.ts';
import { object, type Plain, type Random, randomYaml, scalar, tree } from './random-yaml.ts';

const read = (text: string): Plain =>
  parseDocument(text.replace(/^\ufeff/, ''), { merge: true, uniqueKeys: false }).toJS({ maxAliasCount: -1 });

/** The change in plain data, told once more and otherwise. */
function apply(data: Plain, change: Change): Plain {
  const copy = structuredClone({ data }) as Record<string, Plain>;
  const full = ['data', ...change.path];
  const last = change.kind === 'insert' || change.kind === 'move' ? full.length : full.length - 1;
  let at: Record<string | number, Plain> = copy;
  for (const key of full.slice(0, last)) at = at[key] as Record<string | number, Plain>;
  const key = full.at(-1) ?? '';
  if (change.kind === 'set') at[key] = change.value as Plain;
  else if (change.kind === 'remove') Array.isArray(at) ? at.splice(Number(key), 1) : delete at[key];
  else if (change.kind === 'insert') (at as unknown as Plain[]).splice(change.at, 0, change.value as Plain);
  else (at as unknown as Plain[]).splice(change.to, 0, ...(at as unknown as Plain[]).splice(change.from, 1));
  return copy.data as Plain;
}

/** All paths of a value, its own first. */
function pathsOf(value: Plain, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, each]) =>
      pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}
const at = (value: Plain, path: Path): Plain =>
  path.reduce<Plain>((found, key) => (found as Record<string | number, Plain>)[key] as Plain, value);

function randomChange(r: Random, data: Plain): Change {
  const paths = pathsOf(data).slice(1);
  const lists = paths.filter(
    (path) => Array.isArray(at(data, path)) && (at(data, path) as Plain[]).length > 0,
  );
  const maps = [[], ...paths].filter((path) => {
    const value = at(data, path);
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  });
  const leaves = paths.filter((path) => at(data, path) === null || typeof at(data, path) !== 'object');
  const kind = r.below(12);
  if (kind < 5 && leaves.length > 0) return { kind: 'set', path: r.pick(leaves), value: scalar(r) };
  if (kind < 6) return { kind: 'set', path: r.pick(paths), value: tree(r, 2) };
  if (kind < 7)
    return {
      kind: 'set',
      path: [...r.pick(maps), `new ${r.below(9)}`],
      value: r.chance(0.6) ? scalar(r) : tree(r, 2),
    };
  if (kind < 9 || lists.length === 0) return { kind: 'remove', path: r.pick(paths) };
  const path = r.pick(lists);
  const { length } = at(data, path) as Plain[];
  if (kind < 11)
    return {
      kind: 'insert',
      path,
      at: r.below(length + 1),
      value: r.chance(0.5) ? scalar(r) : object(r, 2, 2),
    };
  return { kind: 'move', path, from: r.below(length), to: r.below(length) };
}

function nodeAt(text: string, path: Path): Node | undefined {
  let node: unknown = parseDocument(text, { merge: true, uniqueKeys: false }).contents;
  for (const key of path)
    node = isMap(node)
      ? node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(key))
          ?.value
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
  return node as Node | undefined;
}

/** Offsets of a value that a change may touch: of what is removed its key too. */
function rangeOf(text: string, change: Change): readonly [number, number] {
  const key = change.path.at(-1);
  const parent = change.kind === 'remove' ? nodeAt(text, change.path.slice(0, -1)) : undefined;
  const pair = isMap(parent) ? parent.items.find((each) => nameOf(each.key) === String(key)) : undefined;
  const range = nodeAt(text, change.path)?.range;
  const start = isScalar(pair?.key) ? pair.key.range?.[0] : range?.[0];
  return [start ?? 0, range?.[1] ?? start ?? 0];
}

const nameOf = (key: unknown) => String(isScalar(key) ? (key.value ?? '') : key);

const comments = (text: string) => text.match(/# c\d+/g) ?? [];

/** 2,000 in all, in parts: how long one takes depends on the machine. */
const PARTS = Array.from({ length: 8 }, (_, part) => part * 250);

test.each(PARTS)(
  '250 random edits from seed %i on change the value and nothing else',
  (first) => {
    const counts: Record<string, number> = {};
    for (let seed = first + 1; seed <= first + 250; seed++) {
      const { r, text, data, crlf, bom } = randomYaml(seed);
      const plain = bom ? text.slice(1) : text;
      expect(read(text), `seed ${seed}: what is written is read`).toEqual(data);
      const change = randomChange(r, data);
      const edited = editYaml(text, change);
      const told = `seed ${seed} ${JSON.stringify(change)}\n${text}\n=>\n${edited.ok ? edited.text : edited.message}`;
      expect(edited.ok, told).toBe(true);
      if (!edited.ok) continue;
      counts[change.kind] = (counts[change.kind] ?? 0) + 1;
      const wanted = apply(data, change);
      const found = read(edited.text);
      expect(found ?? {}, told).toEqual(wanted);
      if (crlf && plain.includes('\n')) expect(edited.text.replaceAll('\r\n', ''), told).not.toContain('\n');
      expect(edited.text.startsWith('\ufeff'), told).toBe(bom);
      const after = bom ? edited.text.slice(1) : edited.text;
      const [from, to] = rangeOf(plain, change);
      const kept = [...comments(plain.slice(0, from)), ...comments(plain.slice(to))];
      const isScalar = (value: unknown) => value === null || typeof value !== 'object';
      if (change.kind === 'set' && from < to && isScalar(change.value) && isScalar(at(data, change.path))) {
        // Only the value's own characters differ.
        expect(after.startsWith(plain.slice(0, from)), told).toBe(true);
        expect(after.endsWith(plain.slice(to).replace(/^\s+/, '')), told).toBe(true);
      }
      if (change.kind === 'move')
        expect([...comments(after)].sort(), told).toEqual([...comments(plain)].sort());
      else if (change.kind === 'remove') expectOthers(after, plain, change, data, told);
      else
        expect(
          comments(after).filter((each) => kept.includes(each)),
          told,
        ).toEqual(kept);
    }
    expect(Object.keys(counts).sort()).toEqual(['insert', 'move', 'remove', 'set']);
  },
  120_000,
);

/** All lines but those of what was removed are there, in order. */
function expectOthers(after: string, before: string, change: Change, data: Plain, told: string) {
  const parent = at(data, change.path.slice(0, -1));
  const others = Object.keys(parent as object).length - 1;
  if (others === 0) return;
  const [from, to] = rangeOf(before, change);
  const gone = new Set(
    comments(before.slice(from, before.indexOf('\n', to) < 0 ? before.length : before.indexOf('\n', to))),
  );
  const kept = comments(before).filter((each) => !gone.has(each));
  expect(
    comments(after).filter((each) => kept.includes(each)),
    told,
  ).toEqual(kept);
}
