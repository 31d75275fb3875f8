import type { PagePlaces } from '../analyse.ts';
import type { Expression } from '../ast.ts';
import type { Findings } from '../diagnostics.ts';
import type { Block, Tag, Text } from '../nodes.ts';
import { type Context, fromKey, keyOf, TEXT, XML } from './context.ts';
import type { Flow } from './flow.ts';
import { readHtml } from './html.ts';
import { joinContexts } from './join.ts';
import { afterOutput, atOutput, isText, placeOf, sameStart } from './output.ts';
import { type Place, stricter } from './place.ts';
import { problemOf } from './problems.ts';

/** Where a template begins, as keys of contexts; text where nothing is said. */
export interface Starts {
  readonly start?: string;
  /** Where its layout puts its blocks, by name; `` is what is outside of all blocks, and then `start` says the same. */
  readonly blocks?: Readonly<Record<string, string>>;
}

/** What is known of a template's places. */
export interface Places extends PagePlaces {
  /** Of outputs, and of captures and blocks that do not begin in text. */
  of(tag: Tag): Place;
  /** Where a `render` or `include` is, as a key; undefined in text. */
  call(tag: Tag): string | undefined;
}

/** Loops whose end is no place to begin them are walked again, up to this many times the source; more is a hostile template. */
const MAX_WORK = 16;
/** Short templates may take more. */
const SHORT = 2_000;
/** What a tag counts for beside the characters of texts. */
const TAG_WORK = 8;
/** Walks until captures begin where they are printed. */
const MAX_WALKS = 4;

/** Finds the place of every output of a template, through its branches, loops and captures. */
export function findPlaces(block: Block, source: string, starts: Starts, findings: Findings): Places {
  let captures = new Map<string, Context>();
  for (let walks = 1; ; walks++) {
    const walk = new Walk(source, starts, captures);
    const end = walk.run(block);
    const wanted = walk.wanted();
    if (walks === MAX_WALKS || sameCaptures(captures, wanted)) return walk.result(end, findings);
    captures = wanted;
  }
}

function sameCaptures(a: ReadonlyMap<string, Context>, b: ReadonlyMap<string, Context>): boolean {
  return a.size === b.size && [...a].every(([name, at]) => keyOf(b.get(name) ?? TEXT) === keyOf(at));
}

/** Where something is put: undefined when its places differ. */
type Put = Context | undefined;

class Walk {
  private readonly source: string;
  private readonly starts: Starts;
  private readonly captures: ReadonlyMap<string, Context>;
  private readonly start: Context;
  private at: Context;
  private work = 0;
  private inBlock = false;
  private readonly places = new Map<Tag, Place>();
  private readonly problems = new Map<Tag, Context>();
  private readonly calls = new Map<Tag, Context>();
  private readonly blocks = new Map<string, Put>();
  private readonly printed = new Map<string, Put>();
  private readonly captured = new Set<string>();

  constructor(source: string, starts: Starts, captures: ReadonlyMap<string, Context>) {
    this.source = source;
    this.starts = starts;
    this.captures = captures;
    this.start = fromKey(starts.start ?? '');
    this.at = this.start;
  }

  run(block: Block): Context {
    this.body(block, false);
    return this.at;
  }

  /** Where captures should begin: where all outputs of their variables are, if that is not text. */
  wanted(): Map<string, Context> {
    const known = [...this.printed].flatMap(([name, at]): [string, Context][] =>
      at && this.captured.has(name) && !isText(at) ? [[name, at]] : [],
    );
    return new Map(known);
  }

  result(end: Context, findings: Findings): Places {
    for (const [tag, at] of this.problems) {
      const problem = problemOf(at, this.places.get(tag) ?? '');
      if (problem) findings.warn(problem[0], problem[1], tag, problem[2]);
    }
    const { places, calls, blocks, printed, start } = this;
    const content = printed.get('content');
    const puts = [...blocks, ...(content ? [['', content] as const] : [])];
    const named = puts.flatMap(([name, at]) => (at && !isText(at) ? [[name, keyOf(at)] as const] : []));
    return {
      of: (tag) => places.get(tag) ?? '',
      call: (tag) => {
        const at = calls.get(tag);
        return at && keyOf(at);
      },
      blocks: Object.fromEntries(named),
      start: placeOf(start),
      end: sameStart(start, end) ? undefined : keyOf(end),
    };
  }

  private body(block: Block | undefined, dropBlanks: boolean): void {
    const nodes = block?.nodes ?? [];
    nodes.forEach((node, index) => {
      if (node.kind === 'tag') this.tag(node, nodes[index + 1]);
      else if (!dropBlanks || node.text.trim() !== '') this.text(node.text);
    });
  }

  private text(text: string): void {
    this.work += text.length;
    this.at = readHtml(this.at, text, (outputs, quote) => {
      for (const tag of outputs) this.places.set(tag, quote === '' ? 'hw' : 'ha');
    });
  }

  private tag(tag: Tag, next: Text | Tag | undefined): void {
    const { flow } = tag.form;
    this.work += TAG_WORK;
    switch (flow?.kind) {
      case 'output':
        this.output(tag, flow.value, next);
        break;
      case 'text':
        this.text(flow.text());
        break;
      case 'choice':
        this.choice(tag, flow);
        break;
      case 'loop':
        this.loop(tag);
        break;
      case 'capture':
        this.capture(tag, flow.name);
        break;
      case 'call':
        this.call(tag);
        break;
      case 'block':
        this.block(tag, flow.name);
        break;
      case 'layout':
        this.body(tag.bodies[0], false);
    }
  }

  private output(tag: Tag, value: Expression | undefined, next: Text | Tag | undefined): void {
    const at = atOutput(this.at);
    const place = placeOf(this.at, next?.kind === 'text' ? next.text : undefined);
    const known = this.places.get(tag);
    this.places.set(tag, known === undefined || known === place ? place : stricter(known, place));
    this.problems.set(tag, at);
    const name = value && variableOf(value);
    if (name !== undefined) put(this.printed, name, at);
    this.at = afterOutput(at, tag);
  }

  private choice(tag: Tag, flow: Extract<Flow, { kind: 'choice' }>): void {
    const from = this.at;
    const condition = this.source.slice(tag.start, tag.end).replace(/[\s-]/g, '');
    let end = flow.complete() ? undefined : from;
    for (const body of tag.bodies.slice(flow.first ?? 0)) {
      this.at = from;
      this.body(body, tag.blank);
      end = end ? joinContexts(end, this.at, condition) : this.at;
      // What `if a` opened, the next `if a` closes.
      if (from.state === 'unknown' && from.attribute === condition && this.at.state !== 'unknown') return;
    }
    this.at = end ?? from;
  }

  private loop(tag: Tag): void {
    const from = this.at;
    this.body(tag.bodies[0], tag.blank);
    let round = joinContexts(from, this.at);
    for (let start = from; keyOf(round) !== keyOf(start); ) {
      // Nothing is known of what was not followed.
      if (this.work > MAX_WORK * (this.source.length + SHORT)) round = { ...TEXT, state: 'unknown' };
      start = round;
      this.at = start;
      this.body(tag.bodies[0], tag.blank);
      round = joinContexts(start, this.at);
    }
    if (tag.bodies.length > 1) {
      this.at = from;
      this.body(tag.bodies[1], tag.blank);
      round = joinContexts(round, this.at);
    }
    this.at = round;
  }

  private capture(tag: Tag, name: string): void {
    const from = this.at;
    const start = this.captures.get(name);
    this.captured.add(name);
    this.at = start ?? (from.xml ? { ...TEXT, xml: true } : TEXT);
    if (start) this.places.set(tag, placeOf(start));
    this.body(tag.bodies[0], false);
    this.at = from;
  }

  private call(tag: Tag): void {
    const at = atOutput(this.at);
    if (!isText(this.at)) this.calls.set(tag, this.at);
    else if (at.xml) this.calls.set(tag, XML);
    this.at = afterOutput(at, tag);
  }

  /** A block of a template with a layout begins where that puts it; one in a layout, and one inside of another, where it is. */
  private block(tag: Tag, name: string): void {
    const from = this.at;
    const { blocks = {} } = this.starts;
    const kept = !this.inBlock && Object.hasOwn(blocks, name) ? blocks[name] : undefined;
    const outer = this.inBlock;
    this.inBlock = true;
    this.at = kept === undefined ? from : fromKey(kept);
    put(this.blocks, name, this.at);
    const place = placeOf(this.at);
    if (place) this.places.set(tag, place);
    this.body(tag.bodies[0], false);
    this.inBlock = outer;
    if (kept !== undefined) this.at = from;
  }
}

/** The variable that an output prints as it is. */
function variableOf(value: Expression): string | undefined {
  const base =
    value.kind === 'filtered' && value.filters.every(({ name }) => name === 'raw') ? value.base : value;
  return base.kind === 'path' && typeof base.head === 'string' && base.keys.length === 0
    ? base.head
    : undefined;
}

function put(puts: Map<string, Put>, name: string, at: Context): void {
  const known = puts.get(name);
  if (!puts.has(name)) puts.set(name, at);
  else if (known && !sameStart(known, at)) puts.set(name, undefined);
}
