import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { commands as allCommands } from '../../../cli/commands/all.ts';
import type { run as runCommand } from '../../../cli/frame/run.ts';

/** A place of our code and what stands there in a mutant. */
export interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface InProcess {
  readonly commands: typeof allCommands;
  readonly run: typeof runCommand;
}

const ENTRY =
  "export { commands } from './cli/commands/all.ts';\nexport { run } from './cli/frame/run.ts';\n";

/** Before each write and removal in a folder, a test may end the command: see `Crash`. */
const CRASH: readonly Mutation[] = ['writeWhole', 'removeFile'].map((name) => ({
  file: 'cli/folder/write.ts',
  from: new RegExp(`export function ${name}\\([^{]*\\{`).source,
  to: '$& globalThis.meniscusCrash?.();',
}));

/** Lost requests are sent again at once: a test has no time to wait. */
const SOON: Mutation = {
  file: 'cli/api/client.ts',
  from: 'const WAITS = [200, 1_000];',
  to: 'const WAITS = [5, 10];',
};

let built = 0;

/** The bin's code, with mutations, to be run many times in this process. */
export async function load(mutations: readonly Mutation[] = []): Promise<InProcess> {
  const applied = new Set<string>();
  const all = [...mutations, SOON, ...CRASH];
  const build = await rolldown({
    input: 'entry',
    platform: 'node',
    external: ['wrangler', 'workerd', 'rolldown', 'vite'],
    plugins: [
      {
        name: 'mutate',
        resolveId: (id) => (id === 'entry' ? resolve('entry.ts') : undefined),
        load: (id) => (id === resolve('entry.ts') ? ENTRY : undefined),
        transform(code, id) {
          let out = code;
          for (const { file, from, to } of all) {
            if (!id.endsWith(file)) continue;
            const next = CRASH.some((each) => each.from === from)
              ? out.replace(new RegExp(from), to)
              : out.replace(from, () => to);
            if (next !== out) applied.add(from);
            out = next;
          }
          return out === code ? undefined : { code: out, moduleType: 'ts' };
        },
      },
    ],
  });
  const folder = resolve('build', `in-process-${process.pid}-${++built}`);
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: 'index.mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await build.close();
  mkdirSync(folder, { recursive: true });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const chunk of output)
    if (chunk.type === 'chunk') writeFileSync(join(folder, chunk.fileName), chunk.code);
  if (applied.size !== new Set(all.map(({ from }) => from)).size)
    throw new Error('a mutation found no place in the code');
  return import(pathToFileURL(join(folder, 'index.mjs')).href);
}

/** Ends a command as a crash does: from some write on, no write happens any more. */
export class Crash {
  #left = Number.POSITIVE_INFINITY;

  install(): void {
    Object.assign(globalThis, {
      meniscusCrash: () => {
        if (this.#left-- <= 0) throw new Error('crashed');
      },
    });
  }

  after(writes: number): void {
    this.#left = writes;
  }
}

/** Runs a command with --json in this process. */
export async function runIn(
  { commands, run }: InProcess,
  argv: readonly string[],
  cwd: string,
  env: Record<string, string>,
) {
  let out = '';
  const stdout = new PassThrough();
  stdout.on('data', (piece: Buffer) => {
    out += piece;
  });
  const stdin = new PassThrough();
  stdin.end();
  const code = await run(commands, [...argv, '--json'], {
    cwd,
    env,
    stdin,
    stdout,
    stderr: new PassThrough().resume(),
    onSignal: () => {},
    exit: () => {},
  });
  // What was written comes at the next turn.
  await new Promise((done) => setImmediate(done));
  return { code, json: out === '' ? undefined : JSON.parse(out) };
}
