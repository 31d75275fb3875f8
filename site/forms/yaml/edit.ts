import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { own } from '../../../schema/own.ts';
import { addItem, addKey, movePart, removePart } from './parts.ts';
import { changed, keyOf, type Raw, rawOf, rawOfValue, same } from './raw.ts';
import { setAt, slotIn } from './set.ts';
import { type Located, locate } from './shared.ts';
import { type Splice, spliced } from './splice.ts';
import { readText, type Text } from './text.ts';
import type { Change, Path, Value } from './value.ts';

/** Where a value is changed that is written once and used in several places. */
export type Where = 'here' | 'anchor';

export interface EditOptions {
  /** It is JSON, and stays that. */
  readonly json?: boolean;
  readonly where?: Where;
}

export type Edited =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** `shared`: it has to be said where. `refused`: no edit of only that value was found. */
      readonly why: 'not_yaml' | 'no_such_place' | 'shared' | 'refused';
      readonly message: string;
      /** Of what is shared: the anchor that its value has, and where it can be changed. */
      readonly anchor?: string;
      readonly choices?: readonly Where[];
    };

/**
 * Makes one change in a text of YAML or JSON. Only the characters of that value change, in the style and with the line ends
 * that were there; items and keys are lines between their neighbours. The text is read again, and an edit by which anything
 * else would differ is not made.
 */
export function editYaml(source: string, change: Change, { json = false, where }: EditOptions = {}): Edited {
  const mark = source.startsWith('\ufeff') ? '\ufeff' : '';
  const text = readText(source.slice(mark.length), json);
  if (!text) return failed('not_yaml', 'This is no valid YAML, so it can only be edited as text.');
  const placed = place(text, change, where);
  if ('ok' in placed) return placed;
  const written = settled(text, placed);
  if (!written) return { ok: true, text: source };
  const before = rawOf(text.document.contents);
  const after = changed(before, written);
  if (!after) return failed('no_such_place', `There is no ${change.path.join('.') || 'such value'} here.`);
  const isMoved = written.kind === 'move' && written.from !== written.to;
  if (same(before, after) && !isMoved) return { ok: true, text: source };
  for (const splices of ways(text, written)) {
    const edited = spliced(text.source, splices);
    if (isRead(edited, after, json)) return { ok: true, text: mark + edited };
  }
  return failed(
    'refused',
    'This value can only be changed in the text: an edit here would change more than it.',
  );
}

const failed = (why: 'not_yaml' | 'no_such_place' | 'refused', message: string): Edited => ({
  ok: false,
  why,
  message,
});

function isRead(edited: string, wanted: Raw, json: boolean): boolean {
  if (json && !isJson(edited)) return false;
  const read = readText(edited, json);
  if (!read) return false;
  const raw = rawOf(read.document.contents);
  const isEmpty = wanted.kind === 'map' && wanted.items.length === 0;
  return same(raw, wanted) || (isEmpty && raw.kind === 'scalar' && raw.value === null);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The change where its value is written; or what has to be asked first. */
function place(text: Text, change: Change, where: Where | undefined): Change | Edited {
  const found = locate(text.document, change.path);
  const anchor = found.via?.anchor ?? found.anchor;
  if (anchor === undefined) return { ...change, path: found.path };
  if (where === 'anchor') return { ...change, path: found.path };
  const here = where === 'here' && found.via && changeHere(text, change, found);
  if (here) return here;
  const choices: Where[] = found.via && canBeHere(change, found) ? ['here', 'anchor'] : ['anchor'];
  const message = `This value is written at the anchor &${anchor} and used in several places.`;
  return { ok: false, why: 'shared', message, anchor, choices };
}

const canBeHere = ({ kind }: Change, { via }: Located): boolean =>
  !(via?.kind === 'merge' && via.rest.length === 1 && kind === 'remove');

/** The change as one of this place only: what came from elsewhere is written here, with the change in it. */
function changeHere({ document }: Text, change: Change, found: Located): Change | undefined {
  const { via } = found;
  if (!via || !canBeHere(change, found)) return undefined;
  const key = via.kind === 'merge' ? via.rest.slice(0, 1) : [];
  const from = valueAt(document.toJS({ maxAliasCount: -1 }), [...via.at, ...key]);
  const rest = via.rest.slice(key.length);
  const raw =
    rest.length === 0 && change.kind === 'set'
      ? undefined
      : changed(rawOfValue(from), { ...change, path: rest });
  if (change.kind === 'set' && rest.length === 0) return { ...change, path: [...via.at, ...key] };
  return raw && { kind: 'set', path: [...via.at, ...key], value: plainOf(raw) };
}

function valueAt(value: unknown, path: Path): Value {
  let found = value;
  for (const key of path) found = own(Object(found) as Record<string, unknown>, String(key)); // whatever it is
  return found as Value; // plain data, which YAML gave
}

function plainOf(raw: Raw): Value {
  if (raw.kind === 'list') return raw.items.map(plainOf);
  if (raw.kind === 'map') return Object.fromEntries(raw.items.map(([key, value]) => [key, plainOf(value)]));
  return raw.kind === 'scalar' ? (raw.value as Value) : null; // values of aliases are resolved
}

/** The change as one of something that is there; undefined where there is nothing to do. */
function settled({ document }: Text, change: Change): Change | undefined {
  let node: unknown = document.contents;
  const { path } = change;
  for (let at = 0; at <= path.length; at++) {
    const isEnd = at === path.length;
    if (isEnd && (change.kind === 'set' || change.kind === 'remove')) break;
    if (isNothing(node)) return made(change, at);
    if (isEnd) break;
    const key = path[at] ?? '';
    const next: unknown = isMap(node)
      ? node.items.find((pair) => keyOf(pair) === String(key))?.value
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    if (next === undefined && isMap(node) && at === path.length - 1 && change.kind === 'set') return change;
    if (next === undefined && isMap(node) && !node.items.some((pair) => keyOf(pair) === String(key)))
      return made(change, at + 1);
    node = next;
  }
  return change.kind === 'remove' ? emptied(document.contents, change) : change;
}

const isNothing = (node: unknown): boolean =>
  node === null || node === undefined || (isScalar(node) && node.value === null);

/** A change of what is not there, as one that makes it and all on the way to it. */
function made(change: Change, at: number): Change | undefined {
  if (change.kind === 'remove' || change.kind === 'move') return undefined;
  const inner: Value = change.kind === 'insert' ? [change.value] : change.value;
  const rest = change.path.slice(at);
  const value = rest.reduceRight<Value>(
    (held, key) => (typeof key === 'number' ? [held] : { [key]: held }),
    inner,
  );
  const order = change.kind === 'set' && rest.length === 0 ? change.order : undefined;
  return { kind: 'set', path: change.path.slice(0, at), value, ...(order && { order }) };
}

/** What loses its last part is written as empty. */
function emptied(contents: unknown, change: Change): Change {
  const path = change.path.slice(0, -1);
  const parent = nodeAt(contents, path);
  if (isSeq(parent) && parent.items.length === 1) return { kind: 'set', path, value: [] };
  if (isMap(parent) && parent.items.length === 1 && (path.length > 0 || parent.flow))
    return { kind: 'set', path, value: {} };
  return change;
}

function nodeAt(contents: unknown, path: Path): unknown {
  let node = contents;
  for (const key of path)
    node = isMap(node)
      ? node.items.find((pair) => keyOf(pair) === String(key))?.value
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
  return node;
}

function* ways(text: Text, change: Change): Generator<Splice[]> {
  const { contents } = text.document;
  const key = change.path.at(-1);
  if (change.kind === 'insert' || change.kind === 'move') {
    const list = nodeAt(contents, change.path);
    if (!isSeq(list)) return;
    if (change.kind === 'move') yield* movePart(text, list, change.from, change.to);
    else if (list.items.length === 0)
      yield* ways(text, { kind: 'set', path: change.path, value: [change.value] });
    else yield* addItem(text, list, change.at, change.value);
    return;
  }
  const parent = nodeAt(contents, change.path.slice(0, -1));
  if (change.kind === 'remove') {
    if (!isMap(parent) && !isSeq(parent)) return;
    const at = isMap(parent) ? parent.items.findIndex((pair) => keyOf(pair) === String(key)) : Number(key);
    yield* removePart(text, parent, at);
    return;
  }
  if (key === undefined) {
    const node = isNode(contents) && !isAlias(contents) ? contents : null;
    const isFlow = text.place.json || ((isMap(node) || isSeq(node)) && node.flow === true);
    yield* setAt(text, { node, after: 0, flow: isFlow, kind: 'root', column: 0 }, change.value);
    return;
  }
  const slot = slotIn(text, parent, key);
  if (slot) yield* setAt(text, slot, change.value);
  else if (isMap(parent)) yield* addKey(text, parent, String(key), change.value, change.order);
}
