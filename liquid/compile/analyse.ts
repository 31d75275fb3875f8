import type { Refs } from '../program.ts';
import type { Expression, Filter, Span } from './ast.ts';
import type { Place } from './places/place.ts';

/** A variable read: its name and the members that are named by literals. */
export interface Read extends Span {
  readonly path: readonly string[];
  /** Whether the template had set the name somewhere before this place. */
  readonly afterWrite: boolean;
}

/** A partial or layout named in a tag. */
export interface Call extends Span {
  readonly kind: 'render' | 'include' | 'layout';
  /** undefined: named by an expression. */
  readonly name: string | undefined;
  readonly args: readonly string[];
  /** Where it is in the page, as a key of places/context.ts; not given in text. */
  readonly place?: string;
  /** What arguments are made of: paths of names of this template. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** A `raw`, and what of the template's own names it prints as it is. */
export interface RawUse extends Span {
  readonly paths: readonly string[];
}

/** What the values of a template are made of; places/taint.ts finds it. */
export interface Sources {
  readonly raws: readonly RawUse[];
  /** Filters that read markup, and what they read. */
  readonly readers: readonly {
    readonly filter: Filter;
    readonly paths: readonly string[];
    readonly isRaw: boolean;
  }[];
  /** Names and members that a value is made of, with dots: `post.html`. Sorted. */
  of(value: Expression): string[];
}

/** Where a template begins, ends and puts its blocks in the page; places/walk.ts finds it. */
export interface PagePlaces {
  /** Where blocks (and, as ``, the content) are put, as keys, if not in text. */
  readonly blocks: Readonly<Record<string, string>>;
  /** What a captured or passed text that is printed at the start is made for. */
  readonly start: Place;
  /** Where the template ends, if not as it began. */
  readonly end: string | undefined;
}

/** Where a template prints, as its layout sees it: what is in blocks, and what is outside of all; outline.ts finds it. */
export interface Outline {
  /** Blocks that are inside of no other, by name, each where it is first. */
  readonly blocks: ReadonlyMap<string, Span>;
  /** The first that prints outside of all blocks. */
  readonly loose: Span | undefined;
}

/** What a template refers to, noted while its program is made. */
export class Facts {
  readonly reads: Read[] = [];
  readonly writes: (Span & { readonly name: string })[] = [];
  readonly calls: Call[] = [];
  /** The text of each `doc` tag. */
  readonly docs: (Span & { readonly text: string })[] = [];
  /** Where the template's own text is; `depth` counts the blocks around it. */
  readonly texts: (Span & { readonly depth: number })[] = [];
  /** The first of the tags that are in the most blocks. */
  deepest: Span & { readonly depth: number } = { depth: 0, start: 0, end: 0 };
  /** Bodies that run or not, or again: branches and loops. */
  decisions = 0;
  /** What `raw` prints, and of what arguments are made; null where output is not escaped. */
  taint: Sources | null = null;
  /** Where it begins, ends and puts its blocks in the page; null where output is not escaped. */
  places: PagePlaces | null = null;
  /** What it prints in blocks, and outside of all. */
  outline: Outline | null = null;
  private readonly written = new Set<string>();
  private readonly filterNames = new Set<string>();
  private clock = false;
  private random = false;

  read(name: string, keys: readonly Expression[], span: Span): void {
    const path = [name];
    for (const key of keys) {
      if (key.kind !== 'literal' || typeof key.value !== 'string') break;
      path.push(key.value);
    }
    this.reads.push({ path, afterWrite: this.written.has(name), start: span.start, end: span.end });
  }

  wrote(name: string, span: Span): void {
    this.written.add(name);
    this.writes.push({ name, start: span.start, end: span.end });
  }

  block(depth: number, bodies: number, { start, end }: Span): void {
    this.decisions += bodies;
    if (depth > this.deepest.depth) this.deepest = { depth, start, end };
  }

  /** Whether templates that are not known here may read or set this one's variables. */
  get open(): boolean {
    return this.calls.some(({ kind }) => kind !== 'render');
  }

  filtered(filter: string, value: Expression): void {
    this.filterNames.add(filter);
    if (filter === 'sample') this.random = true;
    if (value.kind !== 'filtered' || value.base.kind !== 'literal') return;
    if (filter.startsWith('date') && /^(now|today)$/.test(String(value.base.value))) this.clock = true;
  }

  refs(): Refs {
    const named = (layout: boolean) =>
      unique(
        this.calls.flatMap(({ kind, name }) =>
          (kind === 'layout') === layout && name !== undefined ? [name] : [],
        ),
      );
    const paths = this.reads.filter(({ afterWrite }) => !afterWrite).map(({ path }) => path);
    return {
      partials: named(false),
      layouts: named(true),
      dynamicPartials: this.calls.some(({ name }) => name === undefined),
      globals: uniquePaths(paths),
      clock: this.clock,
      random: this.random,
      filters: unique([...this.filterNames]),
    };
  }
}

/** Sorted, each once. */
export function uniquePaths(paths: readonly (readonly string[])[]): string[][] {
  return unique(paths.map((path) => path.join('\0'))).map((path) => path.split('\0'));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
