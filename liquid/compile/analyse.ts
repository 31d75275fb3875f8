import type { Refs } from '../program.ts';
import type { Expression, Span } from './ast.ts';

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
}

/** What a template refers to, noted while its program is made. */
export class Facts {
  readonly reads: Read[] = [];
  readonly writes: (Span & { readonly name: string })[] = [];
  readonly calls: Call[] = [];
  /** The text of each `doc` tag. */
  readonly docs: (Span & { readonly text: string })[] = [];
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
    const paths = this.reads.filter(({ afterWrite }) => !afterWrite).map(({ path }) => JSON.stringify(path));
    return {
      partials: named(false),
      layouts: named(true),
      dynamicPartials: this.calls.some(({ name }) => name === undefined),
      globals: unique(paths).map((path) => JSON.parse(path)),
      clock: this.clock,
      random: this.random,
      filters: unique([...this.filterNames]),
    };
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
