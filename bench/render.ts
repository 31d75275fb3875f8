import { enginesOf, NO_PAGE, type Render } from './engines.ts';
import { FIXTURES } from './fixtures/all.ts';
import { printTable } from './support/print.ts';

/** How many rounds; in each, every engine of a fixture has one turn of about `TURN` milliseconds. */
const ROUNDS = Number(process.env.ROUNDS ?? 25);
const TURN = 20;

const times: Record<string, Record<string, number>> = {};
for (const fixture of FIXTURES) {
  const engines = enginesOf(fixture);
  checkEqual(fixture.name, engines);
  times[fixture.name] = measure(engines);
}
if (process.argv.includes('--json')) console.log(JSON.stringify(times));
else printTable(times);

/** All pages must be equal, byte for byte, or the comparison means nothing. */
function checkEqual(fixture: string, engines: Record<string, Render>): void {
  const wanted = engines.literal?.();
  for (const [name, page] of Object.entries(engines)) {
    if (NO_PAGE.includes(name)) continue;
    const got = page().replaceAll('&#34;', '&quot;').replaceAll('&#x27;', '&#39;');
    if (got === wanted) continue;
    const at = [...got].findIndex((character, index) => character !== wanted?.[index]);
    throw new Error(
      `${fixture}: ${name} differs at ${at}: ${JSON.stringify(got.slice(at - 40, at + 40))}, ` +
        `wanted ${JSON.stringify(wanted?.slice(at - 40, at + 40))}`,
    );
  }
}

/** Milliseconds a page in the fast turns: interleaved, so that all meet the same noise, which only ever adds. */
function measure(engines: Record<string, Render>): Record<string, number> {
  const names = Object.keys(engines);
  const counts = Object.fromEntries(names.map((name) => [name, warmUp(engines[name])]));
  const samples: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) samples[name]?.push(turn(engines[name], counts[name] ?? 1));
  }
  return Object.fromEntries(names.map((name) => [name, fast(samples[name] ?? [])]));
}

/** Runs until the optimising compiler has had its say; answers how many renders make a turn. */
function warmUp(page: Render | undefined): number {
  const start = performance.now();
  let renders = 0;
  while (performance.now() - start < 400) {
    page?.();
    renders++;
  }
  return Math.max(1, Math.round((renders * TURN) / 400));
}

function turn(page: Render | undefined, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) page?.();
  return (performance.now() - start) / count;
}

/** What a fifth of the turns stay below. */
function fast(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 5)] ?? Number.NaN;
}
