import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../cli/pack/bundle-site.ts';
import { compileAll } from './engines.ts';
import { FIXTURES } from './fixtures/all.ts';
import { type Fixture, templatesOf } from './fixtures/fixture.ts';

/**
 * What the first page costs a process: load the stored program and render (ours), parse the source and render
 * (liquidjs), each in a process of its own, in turns. Engines are bundled and minified, as they are on Workers.
 */
const RUNS = Number(process.env.RUNS ?? 15);
const ENGINES = ['meniscus', 'liquidjs'] as const;

/** Milliseconds: of evaluating the engine's module, and from the stored text to the first page. */
interface Cost {
  readonly module: number;
  readonly first: number;
}

const folder = mkdtempSync(join(tmpdir(), 'meniscus-bench-'));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
try {
  for (const engine of ENGINES) await write(engine);
  const times = Object.fromEntries(FIXTURES.map((fixture) => [fixture.name, compare(fixture)]));
  if (process.argv.includes('--json')) console.log(JSON.stringify(times));
  else printTimes(times);
} finally {
  rmSync(folder, { recursive: true });
}

async function write(engine: string): Promise<void> {
  mkdirSync(join(folder, engine));
  for (const { name, contents } of await bundle(`bench/fresh-${engine}.ts`))
    writeFileSync(join(folder, engine, name), contents);
}

function compare(fixture: Fixture): Record<string, Cost> {
  const sources = templatesOf(fixture.name, 'liquid');
  const stored: Record<string, unknown> = { meniscus: compileAll(sources), liquidjs: sources };
  const samples: Record<string, Cost[]> = {};
  for (const engine of ENGINES) {
    writeFileSync(
      join(folder, `${engine}.json`),
      JSON.stringify({ templates: JSON.stringify(stored[engine]), data: fixture.data }),
    );
    samples[engine] = [];
  }
  for (let run = 0; run < RUNS; run++)
    for (const engine of ENGINES) samples[engine]?.push(measure(engine, fixture));
  return Object.fromEntries(ENGINES.map((engine) => [engine, medianCost(samples[engine] ?? [])]));
}

function measure(engine: string, fixture: Fixture): Cost {
  const child = join(import.meta.dirname, 'fresh-child.mjs');
  const files = [join(folder, engine, 'index.js'), join(folder, `${engine}.json`)];
  const { length, ...cost } = JSON.parse(
    execFileSync(process.execPath, [child, ...files], { encoding: 'utf8' }),
  );
  if (length !== fixture.literal().length)
    throw new Error(`${fixture.name}: ${engine} printed ${length} characters.`);
  return cost;
}

function medianCost(costs: readonly Cost[]): Cost {
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return { module: median(costs.map((cost) => cost.module)), first: median(costs.map((cost) => cost.first)) };
}

function printTimes(times: Readonly<Record<string, Readonly<Record<string, Cost>>>>): void {
  console.log('first page of a process, ms:     engine        module   load+render   faster');
  for (const [fixture, costs] of Object.entries(times)) {
    for (const [engine, { module, first }] of Object.entries(costs)) {
      const factor = ((costs.liquidjs?.first ?? Number.NaN) / first).toFixed(1);
      console.log(
        `${fixture.padEnd(33)}${engine.padEnd(12)}${module.toFixed(2).padStart(8)}${first.toFixed(2).padStart(14)}${factor.padStart(8)}x`,
      );
    }
  }
}
