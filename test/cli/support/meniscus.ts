import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { bundleCli } from '../../../cli/pack/bundle-cli.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What --json printed. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects in it
  readonly json: any;
}

let built: Promise<string> | undefined;

/** The bin as it is packed, made once for a test file, with what belongs beside it. */
export function bin(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  // Within the project, where it finds the examples and what is installed.
  const folder = resolve('build', `cli-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await bundleCli(folder);
  return join(folder, 'meniscus.js');
}

/** Somebody at a terminal: a home folder of their own, and a folder with files. */
export class Person {
  readonly home: string;
  readonly folder: string;
  env: Record<string, string> = {};

  constructor(name = 'ada') {
    this.home = mkdtempSync(join(tmpdir(), `meniscus-${name}-`));
    this.folder = join(this.home, 'site');
    mkdirSync(this.folder);
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Runs the bin in the folder, and gives what came of it. */
  async run(args: readonly string[], more: RunOptions = {}): Promise<Ended> {
    const path = await bin();
    return runProcess(process.execPath, [path, ...args], {
      ...more,
      cwd: more.cwd ?? this.folder,
      env: { ...this.#environment(), ...more.env },
    });
  }

  /** The same with --json. */
  json(args: readonly string[], more: RunOptions = {}): Promise<Ended> {
    return this.run([...args, '--json'], more);
  }

  #environment(): Record<string, string> {
    return { PATH: process.env.PATH ?? '', HOME: this.home, ...this.env };
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string | undefined {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  delete(path: string): void {
    rmSync(join(this.folder, path), { force: true });
  }
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
  /** Ended by a signal when this resolves. */
  readonly endWhen?: Promise<unknown>;
  readonly signal?: NodeJS.Signals;
}

export function runProcess(
  program: string,
  args: readonly string[],
  options: RunOptions & { env: Record<string, string>; cwd: string },
): Promise<Ended> {
  return new Promise((resolvePromise, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece;
    });
    child.stderr.on('data', (piece: Buffer) => {
      err += piece;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    void options.endWhen?.then(() => child.kill(options.signal ?? 'SIGKILL'));
    child.on('error', reject);
    child.on('close', (code) => {
      resolvePromise({ code, out, err, json: parsed(out) });
    });
  });
}

function parsed(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch {
    return undefined; // not every run asks for JSON
  }
}
