import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bin, type Person } from './meniscus.ts';

/** Milliseconds that something may take on a busy machine before it counts as not happening. */
const PATIENCE = 30_000;

/** `meniscus dev` as it runs, and a page that is open at its address. */
export class RunningDev {
  output = '';
  readonly #child: ChildProcess;
  readonly messages: { version: number; problem: string }[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    const take = (piece: Buffer) => {
      this.output += piece;
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  }

  static async start(person: Person, args: readonly string[]): Promise<RunningDev> {
    const env = { PATH: process.env.PATH ?? '', HOME: person.home, ...person.env };
    const child = spawn(process.execPath, [await bin(), 'dev', ...args], { cwd: person.folder, env });
    const dev = new RunningDev(child);
    await dev.until(() => /http:\/\/localhost:\d+/.test(dev.output), 'its address');
    dev.#listen();
    await dev.until(() => dev.messages.length > 0, 'a first event');
    return dev;
  }

  get url(): string {
    return /http:\/\/localhost:\d+/.exec(this.output)?.[0] ?? '';
  }

  get last() {
    return this.messages.at(-1) ?? { version: -1, problem: '' };
  }

  #listen(): void {
    get(`${this.url}/_meniscus-dev/events`, (events) => {
      let rest = '';
      events.on('data', (piece: Buffer) => {
        rest += piece;
        const parts = rest.split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          if (data) this.messages.push(JSON.parse(data));
        }
      });
      events.on('error', () => undefined);
    }).on('error', () => undefined); // it ends with the process
  }

  /** What a browser gets. */
  async page(path = '/'): Promise<{ status: number; text: string }> {
    const response = await fetch(this.url + path, { redirect: 'manual' });
    return { status: response.status, text: await response.text() };
  }

  async until(met: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const started = Date.now(); Date.now() - started < PATIENCE; await sleep(5)) {
      if (await met()) return;
      if (this.#child.exitCode !== null) break;
    }
    throw new Error(`dev did not come to ${what}:\n${this.output}`);
  }

  /** Ctrl-C. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await ended;
    }
    return this.#child.exitCode;
  }
}
