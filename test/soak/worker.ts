import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { type Setting, startWorkerd, type Workerd } from '../support/workerd.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | undefined;
}

/** One of the two Workers in a process of its own, which may be killed at any time. */
export class SoakWorker {
  readonly #setting: Setting;
  #process: Workerd | undefined;
  kills = 0;
  /** When it was started last, in milliseconds since the epoch. */
  started = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  async start(): Promise<void> {
    this.#process = await startWorkerd(this.#setting);
    this.started = Date.now();
  }

  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    await process?.stop();
    this.kills++;
  }

  /** Where it listens; nowhere while it is killed. */
  get url(): string {
    return this.#process?.url ?? '';
  }

  /** Milliseconds of CPU since its start, in steps of ten. */
  cpu(): number {
    const stat = readFileSync(`/proc/${this.#process?.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
    return (Number(fields[12]) + Number(fields[13])) * 10;
  }

  get inspector(): string | undefined {
    return this.#process?.inspector;
  }

  /** Megabytes of memory. */
  memory(): number {
    try {
      const status = readFileSync(`/proc/${this.#process?.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      return 0; // it is being killed, or this is no Linux
    }
  }

  /** Undefined where the process was killed before it had answered: nobody knows what came of it. */
  ask(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer | undefined> {
    const { url } = this.#process ?? {};
    if (url === undefined) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const asked = request(url + path, { method, headers, agent: false, timeout: 60_000 }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, etag: response.headers.etag }),
        );
        response.on('error', () => resolve(undefined));
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => resolve(undefined));
      asked.end(body);
    });
  }
}
