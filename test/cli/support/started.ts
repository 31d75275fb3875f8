import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readValue } from '../../../cli/dev-vars.ts';

const PATIENCE = 300_000;

/** `npm start`, or another script, in a project's folder: in a process group of its own, as a terminal runs it. */
export class Started {
  readonly root: string;
  readonly port: number;
  readonly process: ChildProcess;
  output = '';

  constructor(root: string, port: number, script: readonly string[] = ['start']) {
    this.root = root;
    this.port = port;
    this.process = spawn('npm', ['run', ...script], {
      cwd: root,
      detached: true,
      env: { ...process.env, PORT: String(port) },
    });
    const take = (piece: Buffer) => {
      this.output += piece.toString('utf8');
    };
    this.process.stdout?.on('data', take);
    this.process.stderr?.on('data', take);
  }

  get token(): string {
    return readValue(readFileSync(join(this.root, 'admin/.dev.vars'), 'utf8'), 'ADMIN_TOKEN') ?? '';
  }

  /** Waits until it has said all that it says. */
  async ready(): Promise<this> {
    for (const started = Date.now(); Date.now() - started < PATIENCE; await sleep(20)) {
      if (this.output.includes('Ctrl-C ends it.')) return this;
      if (this.process.exitCode !== null) break;
    }
    await this.kill();
    throw new Error(`It did not come up:\n${this.output}`);
  }

  /** Ctrl-C: a terminal sends the signal to the whole group. Resolves with the exit code when npm is gone. */
  async interrupt(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** What a crash does: no process of the group gets to do anything more. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const { pid, exitCode, signalCode } = this.process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.process, 'exit');
    process.kill(-pid, signal);
    await ended;
    return this.process.exitCode;
  }

  /** A visitor's GET of the site. */
  get(path: string): Promise<Answer> {
    return ask(this.port, `localhost:${this.port}`, 'GET', path);
  }

  /** A request of the author to the admin API. */
  admin(method: string, path: string, body = ''): Promise<Answer> {
    return ask(this.port, `admin.localhost:${this.port}`, method, path, body, `Bearer ${this.token}`);
  }
}

export interface Answer {
  readonly status: number;
  readonly release: string | undefined;
  readonly text: string;
}

function ask(
  port: number,
  host: string,
  method: string,
  path: string,
  body = '',
  authorization?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host, ...(authorization && { authorization }) };
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (piece: string) => {
        text += piece;
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        const release = incoming.headers['x-release'];
        resolve({
          status: incoming.statusCode ?? 0,
          release: typeof release === 'string' ? release : undefined,
          text,
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Where systems do not take the ports of outgoing connections from, which would be somebody's before it is listened on. */
const PORTS = { from: 12_000, to: 32_000 };

/** A port that nobody listens on, here or on all addresses, and that no connection of others comes to have. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(PORTS.from, PORTS.to);
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port))) return port;
  }
  throw new Error(`No port from ${PORTS.from} to ${PORTS.to} is free.`);
}

async function isFree(port: number, host?: string): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
