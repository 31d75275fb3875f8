import { append } from '../../../schema/text/append.ts';
import type { Token } from '../markdown-it.ts';
import { tokenLike } from '../token-like.ts';
import { fill, metaOf } from './block-rules.ts';
import { type Construct, Finder, isBlockTag } from './constructs.ts';
import type { Reading } from './reading.ts';
import { type Branch, fromTree, isBranch, type Part, toTree } from './token-tree.ts';

/**
 * Puts lines of tags where they belong: directly beside list items or rows of a table they are inside of that list or
 * table, so that a loop repeats its items; with a blank line between, outside. A pair of tags of which one can only
 * be outside is there as a whole.
 */
export function settleBlocks(tokens: Token[], reading: Reading): Token[] {
  if (!tokens.some(isTagLine) && !tokens.some(({ type }) => type === 'tbody_open')) return tokens;
  const root = toTree(tokens);
  settle(root, reading);
  for (let pass = 0; pass < MAX_PASSES && moveOut(root); pass++);
  return fromTree(root);
}

/** Each pass moves out all that it finds; more than a few are needed by no text that means anything. */
const MAX_PASSES = 20;

const isTagLine = (part: Part): part is Token => !isBranch(part) && part.type === 'liquid_block';
const isList = (part: Part | undefined): part is Branch =>
  part !== undefined && isBranch(part) && /^(bullet|ordered)_list_open$/.test(part.open?.type ?? '');

function settle(branch: Branch, reading: Reading): void {
  for (const child of branch.children) if (isBranch(child)) settle(child, reading);
  if (branch.open?.type === 'tbody_open') tagRows(branch, reading);
  else intoLists(branch, reading);
}

/** Rows that hold nothing but tags are tags. */
function tagRows(body: Branch, reading: Reading): void {
  body.children = body.children.map((row) => (isBranch(row) ? (tagRow(row, reading) ?? row) : row));
}

function tagRow(row: Branch, reading: Reading): Token | undefined {
  const cells = row.children.flatMap((cell) => (isBranch(cell) ? cell.children : []));
  const [first, ...rest] = cells.filter((part): part is Token => !isBranch(part));
  const line = row.open?.map?.[0];
  if (!first || !row.open || line === undefined || rest.some(({ content }) => content !== ''))
    return undefined;
  const tags = tagsOf(first.content);
  if (!tags) return undefined;
  const place = reading.lines.within(first.content, line, 0);
  const token = tokenLike(first, { type: 'liquid_block', children: null });
  fill(
    token,
    tags.map((tag) => reading.mark(tag, place)),
    tags,
    [line, line + 1],
  );
  return token;
}

/** The tags of a text that holds nothing else. */
function tagsOf(text: string): Construct[] | undefined {
  const finder = new Finder(text);
  const tags: Construct[] = [];
  for (let at = 0; at < text.length; ) {
    const found = finder.at(at);
    if (found?.kind === 'tag') tags.push(found);
    else if (found || text[at]?.trim() !== '') return undefined;
    at = found ? found.end : at + 1;
  }
  return tags.length > 0 ? tags : undefined;
}

function intoLists(branch: Branch, reading: Reading): void {
  const children: Part[] = [];
  for (let at = 0; at < branch.children.length; ) {
    const run = runAt(branch.children, at);
    at += Math.max(run.length, 1);
    if (run.length === 0)
      children.push(branch.children[at - 1] as Part); // `at` was in range
    else placeRun(run, children, branch.children, at, reading) && at++;
  }
  branch.children = children;
}

/** Lines of tags with no blank line between them. */
function runAt(parts: readonly Part[], from: number): Token[] {
  const run: Token[] = [];
  for (let at = from; at < parts.length; at++) {
    const part = parts[at];
    const last = run.at(-1);
    if (!part || !isTagLine(part) || (last && last.map?.[1] !== part.map?.[0])) break;
    run.push(part);
  }
  return run;
}

/** Puts a run behind what `done` holds, before `parts[at]`. True: that part is taken as well. */
function placeRun(
  run: Token[],
  done: Part[],
  parts: readonly Part[],
  at: number,
  { lines }: Reading,
): boolean {
  const above = done.at(-1);
  const below = parts[at];
  const body = bodyOf(above);
  const line = run[0]?.map?.[0] ?? 0;
  const touchesAbove = isList(above) && !lines.isBlank(line - 1);
  const touchesBelow = isList(below) && below.open?.map?.[0] === run.at(-1)?.map?.[1];
  if (
    touchesAbove &&
    touchesBelow &&
    above.open?.markup === below.open?.markup &&
    above.open?.tag === below.open?.tag
  ) {
    for (const more of [above.trail, run, below.lead, below.children]) append<Part>(above.children, more);
    above.trail = below.trail;
    return true;
  }
  if (touchesAbove) append(above.trail, run);
  else if (body && !lines.isBlank(line - 1)) append(body.trail, run);
  else if (touchesBelow) append(below.lead, run);
  else append<Part>(done, run);
  return false;
}

/** The rows of a table below its heads. */
function bodyOf(part: Part | undefined): Branch | undefined {
  if (part === undefined || !isBranch(part) || part.open?.type !== 'table_open') return undefined;
  return part.children.find((child): child is Branch => isBranch(child) && child.open?.type === 'tbody_open');
}

/** Moves out what is in a list or table while the tag that it belongs to is not. False: there is nothing to move. */
function moveOut(root: Branch): boolean {
  const odd = unevenTags(root);
  if (odd.size === 0) return false;
  return moveFrom(root, odd);
}

/** Lines of tags that open, part or close with a line in another branch. */
function unevenTags(root: Branch): Set<Token> {
  const odd = new Set<Token>();
  const open: { readonly name: string; readonly token: Token; readonly parent: Branch }[] = [];
  for (const { token, parent } of linesOf(root)) {
    for (const { name } of metaOf(token).constructs) {
      if (isBlockTag(name)) open.push({ name, token, parent });
      const at = name.startsWith('end') ? open.findLastIndex((opened) => opened.name === name.slice(3)) : -1;
      const opened = open[at];
      if (!opened) continue;
      open.length = at;
      if (opened.parent !== parent) odd.add(opened.token).add(token);
    }
  }
  for (const { token } of open) odd.add(token);
  return odd;
}

function* linesOf(branch: Branch): Generator<{ readonly token: Token; readonly parent: Branch }> {
  for (const part of [...branch.lead, ...branch.children, ...branch.trail]) {
    if (isBranch(part)) yield* linesOf(part);
    else if (isTagLine(part)) yield { token: part, parent: branch };
  }
}

/** A row's tags move behind the whole table. */
function moveFrom(branch: Branch, odd: ReadonlySet<Token>): boolean {
  let moved = false;
  const children: Part[] = [];
  for (const child of branch.children) {
    if (!isBranch(child)) {
      children.push(child);
      continue;
    }
    moved = moveFrom(child, odd) || moved;
    const before = child.lead.findLastIndex((token) => odd.has(token)) + 1;
    const after = child.trail.findIndex((token) => odd.has(token));
    append<Part>(children, child.lead.splice(0, before));
    children.push(child);
    const out = after < 0 ? [] : child.trail.splice(after);
    if (child.open?.type === 'tbody_open') append(branch.trail, out);
    else append<Part>(children, out);
    moved = moved || before > 0 || out.length > 0;
  }
  branch.children = children;
  return moved;
}
