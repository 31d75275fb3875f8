import { type Body, type Expr, FORMAT, type Node, type Operand, type Program, X } from '../program.ts';
import { PARSE_LIMITS } from '../run/budget.ts';
import type { FilterSpec } from '../run/filters/spec.ts';
import { Facts } from './analyse.ts';
import type { Expression, Filter, NamedArgument, Span } from './ast.ts';
import { checkFilter } from './check-filter.ts';
import type { Findings } from './diagnostics.ts';
import type { Block, Tag, TagEmitter, Text } from './nodes.ts';
import type { Place } from './places/place.ts';
import type { Places } from './places/walk.ts';
import { packLines, packSpans } from './positions.ts';

export type FilterTable = Readonly<Record<string, FilterSpec | undefined>>;

/**
 * Makes the program of an AST: loop variables become slots, other names indexes, tags arrays. What it sees on the
 * way (names read and set, partials, filters) it notes in `facts`.
 */
export class Emitter implements TagEmitter {
  readonly facts = new Facts();
  interrupts = false;
  hasLayout = false;
  inBlock = false;
  shared = false;
  place: Place = '';
  callPlace: string | undefined;
  private readonly source: string;
  private readonly filters: FilterTable;
  private readonly findings: Findings;
  private readonly mark: ((start: number, exact: boolean) => string) | undefined;
  /** Tags around that print nothing: what they hold is read, or thrown away. */
  private silent = 0;
  private readonly names = new Map<string, number>();
  private readonly visible: { name: string; slot: number; field: boolean }[] = [];
  private readonly tags: Tag[] = [];
  private places: Places | null = null;
  private slots = 0;
  /** Parts of the tag being emitted, without those of tags inside of it. */
  private parts = 0;
  private at: Span = { start: 0, end: 0 };
  private depth = 0;

  /** Filters that read markup which the author vouches for. */
  readonly vouched = new Set<Filter>();

  constructor(
    source: string,
    filters: FilterTable,
    findings: Findings,
    mark?: (start: number, exact: boolean) => string,
  ) {
    this.mark = mark;
    this.source = source;
    this.filters = filters;
    this.findings = findings;
  }

  /** `places` is null where output is not escaped. */
  program(name: string, block: Block, places: Places | null): Program {
    this.places = places;
    const body = this.body(block);
    return {
      format: FORMAT,
      name,
      names: [...this.names.keys()],
      slots: this.slots,
      shared: this.shared,
      ...(places?.start && { start: places.start }),
      layout: this.hasLayout,
      body,
      lines: packLines(this.source),
      spans: packSpans(this.tags),
      refs: this.facts.refs(),
    };
  }

  warn(code: string, message: string, span: Span, help?: string): void {
    this.findings.warn(code, message, span, help);
  }

  body(block: Block | undefined, dropBlanks = false): Body {
    const outer = this.interrupts;
    this.interrupts = false;
    const nodes: Node[] = [];
    for (const node of block?.nodes ?? []) {
      if (node.kind === 'tag') this.tag(node, nodes);
      else if (!dropBlanks || node.text.trim() !== '') this.text(node, nodes);
    }
    const leaves = this.interrupts;
    this.interrupts = outer || leaves;
    return leaves ? [1, ...nodes] : nodes;
  }

  expr(e: Expression | undefined): Expr {
    if (e === undefined) return null;
    this.parts += 1;
    switch (e.kind) {
      case 'literal':
        return e.value;
      case 'number':
        return this.number(e.digits, e);
      case 'empty':
        return [X.empty];
      case 'blank':
        return [X.blank];
      case 'path':
        return this.path(e.head, e.keys, e);
      case 'range':
        return [X.range, this.expr(e.first), this.expr(e.last)];
      case 'filtered':
        return [X.filter, this.expr(e.base), ...e.filters.map((filter) => this.filter(filter, e))];
      case 'compare':
        return [X.compare, e.operator, this.expr(e.left), this.expr(e.right)];
      case 'logic': {
        const rest = e.rest.flatMap(({ relation, condition }) => [relation, this.expr(condition)]);
        return [X.logic, this.expr(e.first), ...rest];
      }
    }
  }

  named(args: readonly NamedArgument[]): { [name: string]: Operand } {
    const operands: { [name: string]: Operand } = Object.create(null);
    for (const { name, value } of args) operands[name] = this.expr(value);
    return operands;
  }

  withPlace(operands: Operand[]): Operand[] {
    return this.place === '' ? operands : [...operands, this.place];
  }

  write(name: string, span: Span): number {
    this.facts.wrote(name, span);
    return this.nameIndex(name);
  }

  nameIndex(name: string): number {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, this.names.size);
    if (this.names.size === PARSE_LIMITS.names + 1)
      this.findings.error(
        'too_many_names',
        `A template may have ${PARSE_LIMITS.names} variables; this is one more.`,
        this.at,
        'Put values that belong together into one, or move a part into a partial.',
      );
    return this.names.size - 1;
  }

  bind<T>(names: readonly string[], emit: (slot: number) => T, loop = false): T {
    const slot = this.visible.length;
    names.forEach((name, at) => {
      this.visible.push({ name, slot: slot + at, field: loop && at === names.length - 1 });
    });
    this.slots = Math.max(this.slots, this.visible.length);
    const result = emit(slot);
    this.visible.length = slot;
    return result;
  }

  scope(): Operand[] {
    return this.visible.flatMap(({ name, slot }) => [name, slot]);
  }

  private tag(tag: Tag, nodes: Node[]): void {
    if (tag.bodies.length > 0) this.facts.block(this.depth + 1, tag.bodies.length, tag);
    this.depth += 1;
    this.place = this.places?.of(tag) ?? '';
    this.callPlace = this.places?.call(tag);
    const { parts: outer, at } = this;
    this.parts = 0;
    this.at = tag;
    const silent = tag.form.blank === 'always';
    if (this.mark && this.silent === 0 && !tag.blank && !silent && tag.form.flow?.kind !== 'layout')
      nodes.push(this.mark(tag.start, false));
    if (silent) this.silent += 1;
    const operands = tag.form.emit(this, tag.bodies, tag.blank);
    if (silent) this.silent -= 1;
    if (this.parts > PARSE_LIMITS.parts) this.tooManyParts(tag);
    this.parts = outer;
    this.at = at;
    this.depth -= 1;
    if (operands === undefined) return;
    this.tags.push(tag);
    nodes.push([tag.name, tag.start, ...operands]);
  }

  private tooManyParts(tag: Tag): void {
    const help = 'Put what it works out into variables first.';
    const message = `One tag may have ${PARSE_LIMITS.parts} values, filters and conditions; this ${tag.name === 'echo' ? 'output' : tag.name} has ${this.parts}.`;
    this.findings.error('too_many_parts', message, tag, help);
  }

  private number(digits: string, span: Span): Expr {
    if (digits.length > PARSE_LIMITS.digits) {
      const message = `A number may have ${PARSE_LIMITS.digits} digits; this one has ${digits.length}.`;
      this.findings.error('number_too_large', message, span);
      return 0;
    }
    return numberLiteral(digits);
  }

  private text(node: Text, nodes: Node[]): void {
    this.facts.texts.push({ start: node.start, end: node.end, depth: this.depth });
    if (this.mark && this.silent === 0 && node.text.trim() !== '') {
      const at = this.source.indexOf(node.text, node.start);
      const exact = at >= 0 && at + node.text.length <= node.end;
      nodes.push(this.mark(exact ? at : node.start, exact));
    }
    addText(node, nodes);
  }

  private path(head: string | Expression, keys: readonly Expression[], span: Span): Expr {
    const operands = keys.map((key) => this.expr(key));
    if (typeof head !== 'string') {
      this.mention(head);
      const base: Expr = [X.dynamic, this.expr(head), ...this.scope()];
      return operands.length === 0 ? base : [X.path, base, ...operands];
    }
    const found = this.visible.findLast(({ name }) => name === head);
    const [field] = operands;
    if (found?.field && operands.length === 1 && typeof field === 'string')
      return [X.loop, found.slot, field];
    if (!found && head === 'self') return this.self(operands, keys, span);
    if (!found) this.facts.read(head, keys, span);
    const base: Expr = found ? [X.local, found.slot] : [X.name, this.nameIndex(head)];
    return operands.length === 0 ? base : [X.path, base, ...operands];
  }

  /** Keeps the variable that an expression names, or all of them where that is known at run time only. */
  private mention(name: Expression | undefined): void {
    if (name?.kind === 'literal' && typeof name.value === 'string') this.nameIndex(name.value);
    else this.shared = true;
  }

  /** `self` has the variables of its place as members, unless one is called so. */
  private self(operands: readonly Expr[], keys: readonly Expression[], span: Span): Expr {
    const [key, ...rest] = keys;
    if (key?.kind === 'literal' && typeof key.value === 'string') this.facts.read(key.value, rest, span);
    this.mention(key);
    if (this.facts.writes.some(({ name }) => name === 'self')) this.facts.read('self', keys, span);
    const base: Expr = [X.self, this.nameIndex('self'), ...this.scope()];
    return operands.length === 0 ? base : [X.path, base, ...operands];
  }

  private filter(filter: Filter, value: Expression): Operand {
    const spec = this.filters[filter.name];
    const quoted = checkFilter(filter, spec, Object.keys(this.filters), this.source, this.findings);
    this.facts.filtered(filter.name, value);
    this.parts += 1;
    if (quoted)
      return [filter.name, this.bind([quoted.name], (slot) => [X.each, slot, this.expr(quoted.body)])];
    const operands: Operand[] = [filter.name, ...filter.args.map((arg) => this.expr(arg))];
    if (spec?.[2]) {
      // Named arguments are behind all others, those left out included, and also when there are none.
      while (operands.length < spec[0].length) operands.push(null);
      operands.push({ ...this.named(filter.named), ...(this.vouched.has(filter) && { html: true }) });
    }
    return operands;
  }
}

/** Neighbouring texts become one: a comment between them leaves nothing. */
function addText(node: Text, nodes: Node[]): void {
  const last = nodes.at(-1);
  if (typeof last === 'string') nodes[nodes.length - 1] = last + node.text;
  else nodes.push(node.text);
}

function numberLiteral(digits: string): Expr {
  const value = Number(digits);
  if (!digits.includes('.')) return Number.isSafeInteger(value) ? value : [X.big, digits];
  // JSON has no -0.
  return Number.isInteger(value) ? [X.float, Object.is(value, -0) ? '-0' : value] : value;
}
