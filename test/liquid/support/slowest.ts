/**
 * Prints what whole budgets take, in milliseconds of CPU: `slowest.ts`, run by Node. Not by the test runner, whose imports
 * make each call of another module dear.
 */
import '../../../liquid/run/more.ts';
import { LIMITS, type Limits } from '../../../liquid/run/budget.ts';
import { type Taken, take } from './large.ts';
import { bodies, PARTIALS, PROGRAMS, VALUES } from './large-values.ts';

/** Milliseconds after which a measurement says something. What takes less of a part, or less than half of what is slow, is none of the slowest. */
const ENOUGH = 6;

/** A small part of the budget is enough to find those that are slow. */
const PART = 20;
const LIMITED = {
  operations: LIMITS.operations / PART,
  text: LIMITS.text / PART,
  assigned: LIMITS.assigned / PART,
};

/** How many of the slowest are measured with a whole budget. */
const SLOWEST = 20;
/** Milliseconds of a run that is tried again: of several, the machine leaves one alone. */
const SLOW = 1_000;

interface Measured {
  readonly name: string;
  readonly body: string;
  /** Milliseconds that a whole budget would take if it went on as it began. */
  readonly ms: number;
  /** How often the body runs in a whole budget. */
  readonly rounds: number;
}

const all: (readonly [name: string, body: string])[] = [
  ...Object.keys(VALUES).flatMap((value) => bodies(value).map((body) => [body, body] as const)),
  ...Object.entries(PROGRAMS),
];
const measured = all.map(([name, body]) => measure(name, body));
const slowest = measured.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
const whole = slowest.map((one) => ({ name: one.name, ms: takeWhole(one) }));
console.log(`${measured.length} templates`);
for (const { name, ms } of whole.toSorted((a, b) => b.ms - a.ms))
  console.log(`${Math.round(ms)} ms  ${name.slice(0, 100)}`);

/** Repeats `body` until that takes a while or ends at a limit. */
function measure(name: string, body: string): Measured {
  let rounds = 1;
  let taken = run(body, rounds, LIMITED);
  while (taken.ms < ENOUGH && taken.code === undefined && rounds < 20_000) {
    rounds *= 5;
    taken = run(body, rounds, LIMITED);
  }
  const share = Math.max(taken.share, 1e-6);
  const isSlow = taken.ms >= ENOUGH && (PART * taken.ms) / share > SLOW / 2;
  const ms = isSlow ? Math.min(taken.ms, run(body, rounds, LIMITED).ms) : 0;
  // The range that counts the rounds is charged too: a loop of more rounds than a budget has would run none.
  const needed = Math.ceil((PART * rounds) / Math.min(1, share));
  // The shares are of limits that are so much smaller.
  return { name, body, ms: (PART * ms) / share, rounds: Math.min(LIMITS.operations / 2, needed) };
}

function run(body: string, rounds: number, limits: Partial<Limits>): Taken {
  const source = `{% for n in (1..${rounds}) %}${body}{% endfor %}`;
  return take({ source, data: VALUES, partials: PARTIALS }, limits);
}

/** What a whole budget takes: the best of three runs where one is slow. */
function takeWhole({ body, rounds }: Measured): number {
  let { ms } = run(body, rounds, {});
  for (let more = 0; more < 2 && ms > SLOW; more++) ms = Math.min(ms, run(body, rounds, {}).ms);
  return ms;
}
