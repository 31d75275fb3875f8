import { tagsOf, withoutStrings } from './markups.ts';

/**
 * Where a value comes from: names from `data`, another name of the site or an argument on. What is in a list is as the list
 * itself: `turn` of `for turn in data.tide.turns` is data.tide.turns.
 */
export type Origin = readonly string[];

/** A member of a value that a template reads, and where its name is in the text. */
interface Read {
  readonly of: Origin;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** An argument that a template gives to a partial. */
interface Given {
  readonly partial: string;
  readonly name: string;
  readonly from: Origin;
}

/** What a template reads, and what it gives on. */
export interface Flow {
  readonly reads: readonly Read[];
  readonly gives: readonly Given[];
}

/** Filters whose result has the items of what they are given. */
const KEEPING =
  /^(?:sort|sort_natural|where|reject|reverse|uniq|compact|slice|concat|first|last|find|default)$/;
const CHAIN = /(?<![\w.\]-])[a-z_][\w-]*(?:\.[\w-]+|\[[^[\]]*\])*/gi;
const STEP = /[\w-]+|\[\s*(?:'([^']*)'|"([^"]*)"|[^\]]*)\]/g;
const TAG =
  /^(?:assign\s+(?<set>[\w-]+)\s*=|(?:for|tablerow)\s+(?<item>[\w-]+)\s+in\b|(?:render|include)\s+(['"])(?<partial>[^'"]*)\3|(?<end>end(?:for|tablerow))\b|\w+)/;

/** Follows values through a template's loops, assigns and arguments of partials, in the order of its text. */
export function flowOf(text: string): Flow {
  const flow = new Following();
  for (const { start, text: markup, isOutput } of tagsOf(text)) {
    const tag = isOutput ? null : TAG.exec(markup);
    const skipped = tag?.[0].length ?? 0;
    flow.tag(tag?.groups ?? {}, markup.slice(skipped), start + skipped);
  }
  return flow;
}

class Following implements Flow {
  readonly reads: Read[] = [];
  readonly gives: Given[] = [];
  readonly #scopes: Map<string, Origin>[] = [new Map()];

  tag({ set, item, partial, end }: Record<string, string | undefined>, rest: string, at: number): void {
    if (set !== undefined) this.#define(set, this.#origin(rest, at));
    else if (item !== undefined) {
      const origin = this.#origin(rest.replace(/\s(?:limit|offset|cols|reversed)\b[\s\S]*$/, ''), at);
      this.#scopes.push(new Map());
      this.#define(item, origin);
    } else if (end !== undefined) {
      if (this.#scopes.length > 1) this.#scopes.pop();
    } else if (partial !== undefined) this.#give(partial, rest, at);
    else this.#origin(rest, at);
  }

  #define(name: string, origin: Origin | undefined): void {
    this.#scopes.at(-1)?.set(name, origin ?? ['']); // of its own: nothing of the site
  }

  #give(partial: string, rest: string, at: number): void {
    const masked = withoutStrings(rest);
    const own = /^\s*(?:with|for)\s+([^,\s]+)(?:\s+as\s+([\w-]+))?/d.exec(masked);
    if (own?.[1] !== undefined) {
      const [from = 0, to = 0] = own.indices?.[1] ?? [];
      this.#pass(
        partial,
        own[2] ?? partial.slice(partial.lastIndexOf('/') + 1),
        rest.slice(from, to),
        at + from,
      );
    }
    for (const { 0: whole, 1: name = '', index } of masked.matchAll(/([\w-]+)\s*:\s*/g)) {
      const from = index + whole.length;
      const to = masked.indexOf(',', from);
      this.#pass(partial, name, rest.slice(from, to < 0 ? undefined : to), at + from);
    }
  }

  #pass(partial: string, name: string, expression: string, at: number): void {
    const from = this.#origin(expression, at);
    if (from) this.gives.push({ partial, name, from });
  }

  /** Notes all that an expression reads. Answers where its value is from, if from one place. */
  #origin(expression: string, at: number): Origin | undefined {
    const masked = withoutStrings(expression);
    let first: Origin | undefined;
    for (const { 0: chain, index } of masked.matchAll(CHAIN)) {
      const origin = this.#follow(expression.slice(index, index + chain.length), at + index);
      if (index === expression.search(/\S/)) first = origin;
    }
    const filters = Array.from(masked.matchAll(/\|\s*(\w+)/g), ([, name = '']) => name);
    return filters.every((name) => KEEPING.test(name)) ? first : undefined;
  }

  #follow(chain: string, at: number): Origin {
    let origin: Origin = [];
    for (const { 0: step, 1: single, 2: double, index } of chain.matchAll(STEP)) {
      const quoted = single ?? double;
      const name = step.startsWith('[') ? quoted : step;
      if (name === undefined || /^\d+$/.test(name)) continue;
      if (origin.length === 0) {
        origin = this.#scopes.findLast((scope) => scope.has(name))?.get(name) ?? [name];
        continue;
      }
      const start = at + index + (quoted === undefined ? 0 : step.search(/['"]/) + 1);
      this.reads.push({ of: origin, name, start, end: start + name.length });
      origin = [...origin, name];
    }
    return origin;
  }
}
