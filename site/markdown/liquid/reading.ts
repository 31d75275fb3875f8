import type { Findings } from '../../../liquid/compile/diagnostics.ts';
import type { Target } from '../file-links.ts';
import { type Construct, Finder, isBlockTag } from './constructs.ts';
import { Marks } from './marks.ts';
import { Lines, type Place } from './source-map.ts';

/** A text that Markdown's inline rules read: a block's content, or a part of it that is read by itself (an image's label). */
export interface Context {
  readonly finder: Finder;
  readonly place: Place;
  /** Where Liquid ended that was passed so far. */
  readonly ends: Set<number>;
  /** Insides of `raw` tags, `[start, end)`: no Liquid there. */
  readonly raw: (readonly [start: number, end: number])[];
  /** Where the `endraw` tags of those begin. */
  readonly rawEnds: Set<number>;
}

/** What is known while one text is read: its Liquid, and where in the author's file each piece of it is. */
export class Reading {
  readonly lines: Lines;
  readonly marks: Marks;
  readonly findings: Findings;
  /** The author's whole file. */
  readonly source: string;
  /** The line that a block may begin at, while blocks are read. */
  blockLine = 0;
  /** Targets of links and images without Liquid, by what they are in HTML. */
  readonly targets = new Map<string, Target>();
  /** Whether the block being read is between lines of `raw` and `endraw`. */
  inRaw = false;
  private depth = 0;
  private readonly contexts = new Map<string, Context>();
  private root: Context | undefined;
  private blocks: Context | undefined;

  /** `offset`: where the text begins in the file, behind front matter. Throws an AreaFull: see Marks. */
  constructor(source: string, offset: number, findings: Findings) {
    this.lines = new Lines(source, offset);
    this.marks = new Marks(source);
    this.findings = findings;
    this.source = source;
  }

  /** Begins the text that blocks are read from: the file's, with its line ends made LF. */
  begin(text: string): void {
    this.blocks = contextOf(text, this.lines.ofLines(text, 0));
  }

  /** Begins a block's content. `isRaw`: it is between lines of `{% raw %}` and `{% endraw %}`. */
  enter(content: string, place: Place, isRaw: boolean): void {
    this.contexts.clear();
    this.root = contextOf(content, place);
    if (isRaw) this.root.raw.push([0, content.length]);
    this.contexts.set(content, this.root);
  }

  /** The context of a text that inline rules or link helpers read now. */
  context(text: string): Context {
    if (this.blocks?.finder.text === text) return this.blocks;
    const known = this.contexts.get(text);
    if (known) return known;
    const made = this.part(text);
    this.contexts.set(text, made);
    return made;
  }

  /** Notes a piece of Liquid; its mark stands for it from here on. */
  mark(construct: Construct, place: Place): string {
    const start = place(construct.start);
    return this.marks.add({ ...construct, start, end: place(construct.end - 1) + 1 });
  }

  /** `text` with marks in place of its Liquid. */
  marked(context: Context, from: number, to: number): string {
    const { finder, place } = context;
    let out = '';
    let at = from;
    for (let found = finder.next(from, to); found; found = finder.next(found.end, to)) {
      if (isRaw(context, found.start)) continue;
      out += finder.text.slice(at, found.start) + this.mark(found, place);
      at = found.end;
    }
    return out + finder.text.slice(at, to);
  }

  /** The first piece of Liquid in a text that no rule reads. */
  find(text: string): Construct | undefined {
    return new Finder(text).next(0);
  }

  /** Counts the branches that lines of tags open and close. */
  passed(tags: readonly Construct[]): void {
    for (const { name } of tags) {
      if (isBlockTag(name)) this.depth++;
      else if (name.startsWith('end') && isBlockTag(name.slice(3))) this.depth--;
    }
  }

  /** Whether the block being read is between a tag and its end. */
  get inBranch(): boolean {
    return this.depth > 0;
  }

  unclosed(text: string, at: number, place: Place): void {
    const isOutput = text[at + 1] === '{';
    const [open, close] = isOutput ? ['{{', '}}'] : ['{%', '%}'];
    const start = place(at);
    const help =
      'It ends in the same paragraph, cell or heading. To show it as text, put a backslash before it.';
    const span = { start, end: start + 2 };
    const code = isOutput ? 'unclosed_output' : 'unclosed_tag';
    this.findings.error(code, `This ${open} is not closed by ${close}.`, span, help);
  }

  /** Reports each piece of Liquid that is not closed in a text that is all Liquid and HTML. */
  unclosedIn(context: Context): void {
    const { text } = context.finder;
    for (let at = text.indexOf('{'); at >= 0; ) {
      const found = context.finder.at(at);
      if (!found && !isRaw(context, at) && /^\{[{%]/.test(text.slice(at, at + 2)))
        this.unclosed(text, at, context.place);
      at = text.indexOf('{', found ? found.end : at + 2);
    }
  }

  private part(text: string): Context {
    const root = this.root;
    if (!root) return contextOf(text, (offset) => offset);
    const base = Math.max(0, root.finder.text.indexOf(text));
    const made = contextOf(text, (offset) => root.place(base + offset));
    for (const [start, end] of root.raw) made.raw.push([start - base, end - base]);
    return made;
  }
}

function contextOf(text: string, place: Place): Context {
  return { finder: new Finder(text), place, ends: new Set(), raw: [], rawEnds: new Set() };
}

/** Whether the place is inside of a `raw` tag. */
export function isRaw({ raw }: Context, at: number): boolean {
  return at < (insideAt(raw, at)?.[1] ?? 0);
}

/** Notes the inside of a `raw` tag, `[start, end)`. Text may be looked at more than once; each is noted once. */
export function addRaw({ raw, rawEnds }: Context, start: number, end: number): void {
  rawEnds.add(end);
  if (insideAt(raw, start)?.[0] !== start) raw.push([start, end]);
}

/** The last inside that begins at `at` or before. They are noted in the order of the text. */
function insideAt(raw: Context['raw'], at: number): readonly [start: number, end: number] | undefined {
  let low = 0;
  let high = raw.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((raw[middle]?.[0] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return raw[low - 1];
}

const READINGS = new WeakMap<object, Reading>();

/** Ties what is known to markdown-it's environment of one parse, which its rules are given. */
export function bindReading(env: object, reading: Reading): void {
  READINGS.set(env, reading);
}

export function readingOf({ env }: { readonly env: unknown }): Reading {
  const reading = typeof env === 'object' && env !== null ? READINGS.get(env) : undefined;
  if (!reading) throw new Error('This Markdown is read without knowing its source.');
  return reading;
}
