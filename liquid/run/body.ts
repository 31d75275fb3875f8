import type { Body } from '../program.ts';
import type { Frame, Run } from './frame.ts';
import type { Linker } from './linker.ts';

/** A body linked when it first runs: a page links what it reaches. */
export class LazyBody {
  private readonly linker: Linker;
  private readonly body: Body;
  private linked: Run | null = null;

  constructor(body: Body, linker: Linker) {
    this.body = body;
    this.linker = linker;
  }

  run(f: Frame): string {
    this.linked ??= linkBody(this.body, this.linker);
    return this.linked(f);
  }
}

/** Links a body: its nodes with the text before and after each. */
export function linkBody(body: Body, linker: Linker): Run {
  const runs: Run[] = [];
  const texts: string[] = [''];
  let characters = 0;
  let cost = 1;
  for (const node of body) {
    if (node === 1) continue;
    if (typeof node === 'string') {
      texts[runs.length] = `${texts[runs.length]}${node}`;
      characters += node.length;
    } else {
      // As `priced` has it, without two functions that every isolate would compile.
      const before = linker.parts;
      runs.push(linker.node(node));
      cost += 1 + ((linker.parts - before) >> 5);
      texts[runs.length] = '';
    }
  }
  return body[0] === 1 ? leavable(runs, texts, cost, characters) : sequence(runs, texts, cost, characters);
}

function sequence(runs: readonly Run[], texts: readonly string[], cost: number, characters: number): Run {
  const head = texts[0] ?? '';
  const after = texts[1] ?? '';
  const first = runs[0];
  if (!first) {
    return (f) => {
      f.budget.spend(cost, characters);
      return head;
    };
  }
  if (runs.length === 1) {
    return (f) => {
      f.budget.spend(cost, characters);
      return head + first(f) + after;
    };
  }
  return (f) => {
    f.budget.spend(cost, characters);
    let out = head;
    // Both lists are as long as the loop says, which the type checker can't see.
    for (let at = 0; at < runs.length; at++) out += (runs[at] as Run)(f) + (texts[at + 1] as string);
    return out;
  };
}

/** A body that `break` or `continue` may leave before its end. */
function leavable(runs: readonly Run[], texts: readonly string[], cost: number, characters: number): Run {
  return (f) => {
    f.budget.spend(cost, characters);
    let out = texts[0] ?? '';
    for (let at = 0; at < runs.length; at++) {
      out += (runs[at] as Run)(f);
      if (f.state.signal !== 0) return out;
      out += texts[at + 1] as string;
    }
    return out;
  };
}
