import { PARSE_LIMITS } from '../run/budget.ts';
import type { Span } from './ast.ts';
import type { Findings } from './diagnostics.ts';
import type { Block, Tag, TagForm, Text } from './nodes.ts';

/** A block being filled. */
interface Growing extends Block {
  readonly nodes: (Text | Tag)[];
  blank: boolean;
}

/** A tag whose end has not come yet. */
interface Open {
  readonly name: string;
  readonly span: Span;
  readonly form: TagForm;
  readonly branches: readonly string[];
  readonly bodies: Growing[];
  /** `rest` needs no end; a `ghost` is what an unknown tag was likely meant to be, and is never complained about. */
  readonly kind: 'block' | 'rest' | 'ghost' | 'root';
  /** How the ghost was spelt. */
  readonly alias?: string;
}

/** Leaves no node; its bodies are looked through for errors. */
export const NOTHING: TagForm = {
  emit(e, bodies) {
    for (const body of bodies) e.body(body);
    return undefined;
  },
};
const NOWHERE: Span = { start: 0, end: 0 };

/** The stack of open blocks, and what to say of those that close wrongly. */
export class Blocks {
  private readonly findings: Findings;
  private readonly stack: Open[] = [opened('', 'root', [], NOTHING, NOWHERE)];
  /** Blocks below may not be closed by the liquid tag being read. */
  private floor = 1;
  /** Open blocks past the limit: counted, not kept. */
  private hidden = 0;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  text(text: Text): void {
    const body = this.body();
    body.nodes.push(text);
    if (body.blank && text.text.trim() !== '') body.blank = false;
  }

  add(tag: Tag): void {
    const body = this.body();
    body.nodes.push(tag);
    if (!tag.blank) body.blank = false;
  }

  open(name: string, branches: readonly string[], form: TagForm, span: Span): void {
    if (this.stack.length <= PARSE_LIMITS.nesting) {
      this.stack.push(opened(name, 'block', branches, form, span));
      return;
    }
    this.hidden++;
    this.findings.error('nesting', `Blocks nest deeper than ${PARSE_LIMITS.nesting} here.`, span);
  }

  /** Takes a tag that is in a block past the limit: only how blocks open and close counts there. */
  hides(name: string, opens: boolean): boolean {
    if (this.hidden === 0) return false;
    if (opens) this.hidden++;
    else if (name.startsWith('end')) this.hidden--;
    return true;
  }

  /** A tag whose body is all that follows. */
  openRest(name: string, form: TagForm, span: Span): void {
    const inside = this.stack.findLast(({ kind }) => kind !== 'root');
    if (inside) {
      const message = `${name} stands outside of all blocks and once only; here it is inside of ${inside.name}.`;
      this.findings.error('misplaced_tag', message, span);
      return;
    }
    this.stack.push(opened(name, 'rest', [], form, span));
    this.floor = Math.max(this.floor, this.stack.length);
  }

  openGhost(name: string, alias: string, branches: readonly string[], span: Span): void {
    if (this.stack.length > PARSE_LIMITS.nesting) return;
    this.stack.push({ ...opened(name, 'ghost', branches, NOTHING, span), alias });
  }

  /** Whether `name` parts an open block. Blocks opened inside of that one then lack their ends. */
  branches(name: string): boolean {
    return this.find((open) => open.branches.includes(name)) > 0;
  }

  /** Begins the next body of the block that `name` parts; call it when `branches(name)`. */
  part(name: string): TagForm {
    this.closeAbove(this.find((open) => open.branches.includes(name)) + 1);
    const open = this.top();
    open.bodies.push({ nodes: [], blank: true });
    return open.form;
  }

  /** Closes the innermost block `name` and, with an error each, those inside of it. False: there is none. */
  close(name: string): boolean {
    const at = this.find((open) => open.name === name || open.alias === name);
    if (at < 0) return false;
    this.closeAbove(at + 1);
    this.pop();
    return true;
  }

  innermost(): string | undefined {
    return this.stack.length > this.floor ? this.top().name : undefined;
  }

  unclosed(name: string, span: Span): void {
    this.findings.error('unclosed_block', `This ${name} is not closed by end${name}.`, span);
  }

  raiseFloor(): number {
    const floor = this.floor;
    this.floor = this.stack.length;
    return floor;
  }

  lowerFloor(floor: number): void {
    this.closeAbove(this.floor);
    this.floor = Math.max(floor, this.top().kind === 'rest' ? this.stack.length : 1);
  }

  finish(): Block {
    this.closeAbove(1);
    return this.body();
  }

  /** Index of the innermost block above the floor that `test` accepts, or -1. */
  private find(test: (open: Open) => boolean): number {
    for (let at = this.stack.length - 1; at >= this.floor; at--) {
      const open = this.stack[at];
      if (open && test(open)) return at;
    }
    return -1;
  }

  private closeAbove(length: number): void {
    while (this.stack.length > length) {
      const open = this.top();
      if (open.kind === 'block') this.unclosed(open.name, open.span);
      this.pop();
    }
  }

  private pop(): void {
    const { name, form, bodies, span } = this.top();
    this.stack.pop();
    const blank = form.blank === 'always' || (form.blank === 'body' && bodies.every((body) => body.blank));
    this.add({ kind: 'tag', name, form, bodies, blank, start: span.start, end: span.end });
  }

  private top(): Open {
    return this.stack.at(-1) ?? opened('', 'root', [], NOTHING, NOWHERE);
  }

  private body(): Growing {
    return this.top().bodies.at(-1) ?? { nodes: [], blank: true };
  }
}

function opened(
  name: string,
  kind: Open['kind'],
  branches: readonly string[],
  form: TagForm,
  span: Span,
): Open {
  return { name, kind, branches, form, span, bodies: [{ nodes: [], blank: true }] };
}
