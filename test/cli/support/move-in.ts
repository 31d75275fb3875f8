import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { commands } from '../../../cli/commands/all.ts';
import { run } from '../../../cli/frame/run.ts';

/** Writes folders by name, and gives where they are. */
export function folders(files: Readonly<Record<string, string | Uint8Array>>): string {
  const top = mkdtempSync(join(tmpdir(), 'meniscus-compare-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return top;
}

/** Runs `meniscus move-in`: its exit code, and what it printed. */
export async function moveIn(cwd: string, ...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exit = await run(commands, ['move-in', ...args], {
    stdin: new PassThrough(),
    stdout,
    stderr,
    cwd,
    env: {},
    onSignal: () => undefined,
    exit: () => undefined,
  });
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { exit, out: text(stdout), err: text(stderr) };
}
