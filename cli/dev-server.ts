import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AdminTarget, callAdmin } from './admin-client.ts';
import { COLOURS, ServerLog } from './server-log.ts';
import { spawnTied } from './tied.ts';

/** Milliseconds between looks whether the server answers yet. */
const READY_POLL = 50;
/** Milliseconds that one look waits: wrangler takes connections before the Workers are built, and holds them. */
const PROBE_PATIENCE = 1_000;
/** Milliseconds that the server has for its start and for its end. */
const READY_PATIENCE = 60_000;
const STOP_PATIENCE = 5_000;
/** Milliseconds in which the rest of an error message arrives. */
const LAST_WORDS = 300;

const QUIET = { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' };

/** Both Workers in one `wrangler dev`, in a process group of its own. */
export class DevServer {
  readonly #process: ChildProcess;
  readonly #log: ServerLog;
  #output = '';
  #ready = false;

  /** Starts it, with its data in `state`. `show` gets the lines of its log that are worth a look. */
  constructor(root: string, port: number, state: string, show: (line: string) => void) {
    const wrangler = join(root, 'node_modules/.bin/wrangler');
    const configs = ['-c', 'wrangler.toml', '-c', 'admin/wrangler.toml'];
    const where = [
      '--port',
      String(port),
      '--ip',
      '127.0.0.1',
      '--inspector-port',
      '0',
      '--persist-to',
      state,
    ];
    this.#log = new ServerLog(show);
    this.#process = spawnTied(root, wrangler, ['dev', ...configs, ...where], QUIET);
    this.#process.stdout?.on('data', (piece: Buffer) => this.#take(piece));
    this.#process.stderr?.on('data', (piece: Buffer) => this.#take(piece));
  }

  /** Resolves when the process has ended, by itself or by `stop`. */
  get ended(): Promise<void> {
    if (this.#hasEnded()) return Promise.resolve();
    return once(this.#process, 'exit').then(() => undefined);
  }

  /** Resolves when both Workers answer. Throws, with what wrangler said, when it ends instead or takes too long. */
  async ready(target: AdminTarget): Promise<void> {
    for (const started = Date.now(); Date.now() - started < READY_PATIENCE; await sleep(READY_POLL)) {
      // A build that fails leaves wrangler waiting for a better one; nobody edits the Workers here.
      if (this.#hasEnded() || this.#output.includes('Build failed')) {
        await sleep(LAST_WORDS);
        throw new Error(`The development server could not start:\n${this.#output.replaceAll(COLOURS, '')}`);
      }
      if (await answers(target)) {
        this.#ready = true;
        return;
      }
    }
    throw new Error(`The development server gave no answer in ${READY_PATIENCE / 1000} s:\n${this.#output}`);
  }

  /** Ends all its processes and waits until they are gone; those that do not go by themselves are killed. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return this.#signal('SIGKILL');
    const ended = this.ended;
    this.#signal('SIGTERM');
    await Promise.race([ended, sleep(STOP_PATIENCE, undefined, { ref: false })]);
    this.#signal('SIGKILL');
    await ended;
  }

  #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** To the whole group, whose leader has the group's number. No group is left when all of it has ended. */
  #signal(signal: NodeJS.Signals): void {
    if (this.#process.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  #take(piece: Buffer): void {
    const text = piece.toString('utf8');
    if (this.#ready) this.#log.write(text);
    else this.#output = (this.#output + text).slice(-4_000);
  }
}

async function answers(target: AdminTarget): Promise<boolean> {
  try {
    const reply = await callAdmin({ ...target, timeout: PROBE_PATIENCE }, 'GET', '/api/status');
    return reply.status > 0;
  } catch {
    return false; // nobody listens yet: we look again
  }
}
