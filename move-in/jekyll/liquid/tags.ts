import { own } from '../../../schema/own.ts';
import { rewriteFilters } from './filters.ts';
import { firstOfTexts } from './first-of-texts.ts';
import { highlight } from './highlight.ts';
import { rewriteInclude } from './include.ts';
import { type Chain, chainOf, type Token } from './markup.ts';
import { ownVariable } from './paths.ts';
import { plugInTag } from './plug-ins.ts';
import { itemOf, UNKNOWN } from './scope.ts';
import { kindOf, kindOfChain } from './values.ts';
import type { Tag, Work } from './work.ts';

/** What a tag becomes; undefined where only what is in it was rewritten. */
export function rewriteTag(piece: Tag, rewriter: Work): string | undefined {
  const handler = own(TAGS, piece.name);
  if (handler) return handler(piece, rewriter);
  return plugInTag(piece, rewriter);
}

const plain = (piece: Tag, rewriter: Work): undefined => {
  rewriter.paths(piece.inner);
};

const nothing = (): undefined => undefined;

function assign(piece: Tag, rewriter: Work): undefined {
  const tokens = rewriter.paths(piece.inner);
  const [name, sign] = tokens;
  if (!name || sign?.text !== '=') return;
  const chain = chainOf(tokens.slice(2));
  if (sortedPairs(chain, rewriter)) {
    rewriter.scope.set(name.text, { is: 'pairs' });
    return;
  }
  rewriteFilters(rewriter.text, chain, rewriter.edits, rewriter);
  rewriter.scope.set(name.text, kindOfChain(chain, rewriter));
}

/** `site.tags | sort`: the pairs by their names, which our `sort` does not see. */
function sortedPairs({ value, filters }: Chain, work: Work): boolean {
  const [first] = filters;
  if (first?.name !== 'sort' || first.args.length > 0 || kindOf(value, work).is !== 'pairs') return false;
  const last = value.at(-1);
  if (last) work.edits.replace(last.end, first.end, '_sorted');
  return true;
}

/** `{% capture "name" %}`: the name stands without quotes here. */
function capture({ inner }: Tag, { text, scope, edits, plan }: Work): undefined {
  const written = text.slice(inner.start, inner.end).trim();
  const given = written.replace(/^(["'])(.*)\1$/, '$2');
  const name = ownVariable(given, plan);
  if (name !== written) edits.replace(inner.start, inner.end, ` ${name} `);
  scope.set(given, { is: 'markup' });
}

function loop(piece: Tag, rewriter: Work): string | undefined {
  const tokens = rewriter.paths(piece.inner);
  const [name, word, ...rest] = tokens;
  if (!name || word?.text !== 'in') return;
  const end = rest.findIndex(
    ({ text }, at) => /^(?:reversed|limit|offset|cols)$/.test(text) && at > 0 && rest[at - 1]?.text !== '.',
  );
  const value = end < 0 ? rest : rest.slice(0, end);
  const kind = itemOf(kindOf(value, rewriter));
  rewriter.scope.open(name.text, kind);
  // Jekyll ignores filters here; our parser refuses them.
  const chain = chainOf(value);
  const [first] = chain.filters;
  const last = value.at(-1);
  if (first && last) rewriter.edits.replace(first.start, last.end, ' ');
  dropOptions(rest, rewriter);
  return name.text === 'page' && kind.is === 'doc' ? lendEntry(piece, rewriter) : undefined;
}

/** Includes in a loop over `page` read what an entry has of `entry`: there it is the one of the loop. */
function lendEntry(piece: Tag, rewriter: Work): string | undefined {
  const tags = rewriter.pieces.slice(rewriter.at + 1).filter((each): each is Tag => each.kind === 'tag');
  let depth = 0;
  const end = tags.findIndex(({ name }) => {
    if (name === 'for') depth++;
    return name === 'endfor' && depth-- === 0;
  });
  const close = tags[end];
  if (!close || !tags.slice(0, end).some(({ name }) => name.startsWith('include'))) return undefined;
  const endTag = rewriter.text.slice(close.start, close.end);
  rewriter.edits.replace(close.start, close.end, `${endTag}{% assign entry = entry_before %}`);
  return `{% assign entry_before = entry %}${rewriter.now(piece)}{% assign entry = page %}`;
}

/** `{% for x in y order:ascending %}`: Ruby passes over options that loops do not have. */
function dropOptions(tokens: readonly Token[], { edits }: Work): void {
  for (const [at, { kind, text, start }] of tokens.entries()) {
    const [colon, value] = [tokens[at + 1], tokens[at + 2]];
    if (kind !== 'name' || colon?.text !== ':' || !value || OPTIONS.has(text)) continue;
    edits.replace(start, value.end, '');
  }
}

const OPTIONS = new Set(['limit', 'offset', 'cols', 'reversed']);

const endLoop = (_: Tag, { scope }: Work): undefined => {
  scope.close();
};

/** `{% elsif %}` and the like: what belongs before it would be in the branch above, so that it goes to the start. */
function condition(piece: Tag, rewriter: Work): undefined {
  const tokens = rewriter.paths(piece.inner);
  comparisons(tokens, rewriter);
  if (piece.name !== 'elsif') firstOfTexts(tokens, rewriter);
  // `&&` and `||` end a condition in Ruby's lax mode.
  const odd = tokens.findIndex(
    ({ kind, text }) => kind === 'sign' && (text === '&' || text === '|' || text === '='),
  );
  const bad = tokens[odd];
  const last = tokens.at(-1);
  if (!bad || !last) return;
  rewriter.edits.replace(bad.start, last.end, '');
  rewriter.report.left(
    'condition',
    'What Jekyll ignores at the end of a condition was left out.',
    'See whether the condition says what is meant.',
    { path: rewriter.source, old: rewriter.text.slice(piece.start, piece.end) },
  );
}

/** Comparisons that come out otherwise here: with `blank`, and of an excerpt with its whole text. */
function comparisons(tokens: readonly Token[], { edits, plan, text }: Work): void {
  for (const [at, { text: sign }] of tokens.entries()) {
    if (sign !== '==' && sign !== '!=') continue;
    const [from, to] = operandsOf(tokens, at);
    const [first, last] = [tokens[from], tokens[to]];
    if (!first || !last || from === at) continue;
    const left = text.slice(first.start, tokens[at - 1]?.end);
    const right = text.slice(tokens[at + 1]?.start, last.end);
    if (right === 'blank' && !plan.site.config.hasBlank)
      edits.replace(first.start, last.end, sign === '!=' ? 'true' : 'false');
    const root = /^([\w-]+)\.(excerpt|content)$/.exec(left)?.[1];
    if (root === undefined || !/\.(?:excerpt|content)$/.test(right) || left === right) continue;
    if (right !== `${root}.excerpt` && right !== `${root}.content`) continue;
    plan.fields.add('has_more');
    edits.replace(first.start, last.end, `${root}.has_more${sign === '!=' ? '' : ' == nil'}`);
  }
}

/** The first and the last token of what a sign compares. */
function operandsOf(tokens: readonly Token[], at: number): [number, number] {
  const isWord = (token: Token | undefined) => token?.text === 'and' || token?.text === 'or';
  let [from, to] = [at, at];
  while (from > 0 && !isWord(tokens[from - 1])) from--;
  while (to < tokens.length - 1 && !isWord(tokens[to + 1])) to++;
  return [from, to];
}

const kindUnknown = ({ inner }: Tag, { text, scope }: Work): undefined => {
  scope.set(text.slice(inner.start, inner.end).trim(), UNKNOWN);
};

type Handler = (piece: Tag, rewriter: Work) => string | undefined;

const TAGS: Readonly<Record<string, Handler>> = {
  assign,
  capture,
  for: loop,
  endfor: endLoop,
  tablerow: loop,
  endtablerow: endLoop,
  if: condition,
  unless: condition,
  elsif: condition,
  case: plain,
  when: plain,
  echo: plain,
  cycle: plain,
  increment: kindUnknown,
  decrement: kindUnknown,
  else: nothing,
  endif: nothing,
  endunless: nothing,
  endcase: nothing,
  endcapture: nothing,
  break: nothing,
  continue: nothing,
  ifchanged: nothing,
  endifchanged: nothing,
  include: rewriteInclude,
  include_cached: rewriteInclude,
  include_relative: rewriteInclude,
  highlight,
};
