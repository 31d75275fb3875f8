import { FORMAT, type Operand, type Program } from '../program.ts';
import { Budget } from '../run/budget.ts';
import { Frame, type Template } from '../run/frame.ts';
import { type RenderEnv, render } from '../run/render.ts';
import { Evaluator, type PartialTag, type PartialTags } from './evaluator.ts';
import { Residue } from './residue.ts';
import { DYNAMIC, TooLarge, Whole } from './signals.ts';
import { cases, choice } from './tags/choices.ts';
import { loop } from './tags/for.ts';
import { block, inLayout, layout } from './tags/layout.ts';
import { rendered } from './tags/render.ts';
import { assigned, captured, counted, echo, interrupt, raw } from './tags/simple.ts';

const TAGS: readonly (readonly [string, PartialTag])[] = [
  ['assign', assigned],
  ['block', block],
  ['break', interrupt],
  ['capture', captured],
  ['case', cases],
  ['continue', interrupt],
  ['cycle', counted],
  ['decrement', counted],
  ['echo', echo],
  ['for', loop],
  ['if', choice],
  ['increment', counted],
  ['layout', layout],
  ['raw', raw],
  ['render', rendered],
  ['unless', choice],
];

/** What is left of a page. */
export interface Partial {
  readonly program: Program;
  /** Globals that it reads. */
  reads(name: string): boolean;
  /** Whether it renders partials. */
  readonly partials: boolean;
}

/** What evaluating a page may take: a fifth of a render's most, so that it ends before anybody waits long. */
const OPERATIONS = 200_000;
/** Loops that stay loops, tried one after the other. */
const LOOPS = 8;

/**
 * Evaluates a page with what is known of what its host shares: a property that throws DYNAMIC when it is read is not known. `env` is asked for each attempt, as one may
 * change what is shared. What is left renders the same
 * with the same, for whatever the others are: text, flags, and what fails. Where it stops at an error, its place is not the page's: the page
 * itself is to be rendered then. Throws Whole where the page stays as it is, and passes on what a render throws.
 */
export function evaluatePartially(template: Template, env: () => RenderEnv, hostTags: PartialTags): Partial {
  const kept = new Set<object>();
  for (;;) {
    const evaluator = new Evaluator(new Map([...TAGS, ...hostTags]), kept);
    try {
      return partialOf(template, env(), evaluator);
    } catch (error) {
      if (error === DYNAMIC) throw new Whole('it compares with what is not known');
      if (!(error instanceof TooLarge) || kept.size === LOOPS) throw error;
      kept.add(error.loop);
    }
  }
}

function partialOf(template: Template, env: RenderEnv, evaluator: Evaluator): Partial {
  const out = new Residue();
  const { layout: frame, ...rest } = env;
  const page: Template = {
    program: template.program,
    price: template.price,
    indexes: template.indexes,
    run: (f) => evaluatePage(template, f, frame, out, evaluator),
  };
  render(page, {}, { ...rest, flagged: undefined, budget: new Budget({ operations: OPERATIONS }) });
  const { cells, leaves, forloops } = evaluator;
  if (evaluator.parentLoops && leaves.loop) throw new Whole('a loop that is left has parentloop');
  if (forloops.taken && forloops.moved) throw new Whole('a loop that is left may be asked for parentloop');
  return {
    program: programOf(template.program.name, out, evaluator),
    reads: (name) => cells.reads(name),
    partials: leaves.partial,
  };
}

/** A layout that the host names has variables by name, as in `render`. */
function evaluatePage(
  template: Template,
  f: Frame,
  frame: string | undefined,
  out: Residue,
  e: Evaluator,
): string {
  e.enter(template);
  const { body, layout: own } = template.program;
  if (frame === undefined || own) {
    e.body(body, f, out);
    return '';
  }
  f.variables.named = new Map();
  const inside = new Frame(template, f.state, f.variables, null, null);
  f.state.frame = inside;
  inLayout(inside, frame, [], out, e, (into) => e.body(body, inside, into));
  return '';
}

function programOf(name: string, out: Residue, { cells }: Evaluator): Program {
  return {
    format: FORMAT,
    name,
    names: cells.names,
    slots: cells.slots,
    shared: false,
    // It is in what is left.
    layout: true,
    body: out.body as readonly Operand[] as Program['body'],
    lines: '',
    spans: '',
    refs: {
      partials: [],
      layouts: [],
      dynamicPartials: false,
      globals: [],
      clock: false,
      random: false,
      filters: [],
    },
  };
}
