import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InProcess, load, type Mutation } from '../support/in-process.ts';
import { People } from '../support/people.ts';
import { Server } from '../support/server.ts';
import { ShakyProxy } from '../support/shaky.ts';

let server: Server;
let proxy: ShakyProxy;

beforeAll(async () => {
  server = await Server.start();
  proxy = await ShakyProxy.start(server.port);
});

afterAll(async () => {
  proxy.stop();
  await server.stop();
});

async function play(code: InProcess, seed: number, steps: number, inParts = false): Promise<People['done']> {
  await server.empty();
  proxy.next = () => 'pass';
  const people = new People({ server, proxy, code, seed, steps, inParts });
  try {
    await people.play();
    return people.done;
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    people.remove();
  }
}

test('two people with folders and one with the API lose nothing, through crashes and network cuts', async () => {
  const code = await load();
  const seed = Number(process.env.MENISCUS_SEED ?? Date.now() % 1_000_000);
  const steps = Number(process.env.MENISCUS_STEPS ?? 160);
  const done = await play(code, seed, steps);
  for (const count of Object.values(done)) expect(count).toBeGreaterThan(0);
});

test('and where a push takes several saves, any of which may be the last, neither', async () => {
  const code = await load([{ file: 'cli/sync/in-parts.ts', from: '7 * 1024 * 1024', to: '200' }]);
  const seed = Number(process.env.MENISCUS_SEED ?? Date.now() % 1_000_000);
  const done = await play(code, seed, 100, true);
  for (const count of Object.values(done)) expect(count).toBeGreaterThan(0);
});

const MUTANTS: readonly (Mutation & { readonly name: string })[] = [
  {
    name: 'ignores the base hash',
    file: 'cli/sync/compare.ts',
    from: 'base: base.get(path) ?? null,',
    to: 'base: there.get(path) ?? null,',
  },
  {
    name: 'skips the conflict',
    file: 'cli/sync/plan.ts',
    from: "each.kind === 'conflict' && !force",
    to: 'false',
  },
  {
    name: 'applies half a batch',
    file: 'cli/sync/send.ts',
    from: 'site.batch(client, { edits }, key)',
    to: 'site.batch(client, { edits: edits.slice(0, Math.ceil(edits.length / 2)) }, key)',
  },
  {
    name: 'notes as synced what was in conflict',
    file: 'cli/sync/plan.ts',
    from: "else if (each.kind === 'conflict' && !force) conflicts.push(each);",
    to: "else if (each.kind === 'conflict' && !force) agreed.push([each.path, each.there]);",
  },
];

test.each(MUTANTS)('a sync that $name is found out', async (mutant) => {
  const code = await load([mutant]);
  // Some seeds, as one of them may happen to need no sync of that kind.
  const found: string[] = [];
  for (let seed = 1; seed <= 4 && found.length === 0; seed++)
    await play(code, seed, 80).catch((error: Error) => found.push(error.message));
  expect(found.join()).toMatch(/lost from|half a batch|differs in the end|ended with|could not be settled/);
});
