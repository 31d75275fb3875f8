import { HostObject } from '../liquid/run/values/values.ts';
import { ReleaseError } from './read-manifest.ts';
import { Refusal, refuse } from './refusal.ts';

/** Where data came from: asked for now, kept and fresh, kept while it is asked for again, kept because asking failed. */
export type Source = 'asked' | 'fresh' | 'renew' | 'stale';

/** What an upstream answered to one fetch of a page. */
export interface UpstreamAnswer {
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  /** HTTP status; 0 when there was no answer in time, in size or in JSON. */
  readonly status: number;
  readonly data: unknown;
  readonly source: Source;
  /** Milliseconds waited for it. */
  readonly ms: number;
  readonly url: string;
  readonly problem?: string;
}

/** What the fetches of one page brought. Templates see it as `upstream`, and its values under their names. */
export class UpstreamAnswers extends HostObject {
  readonly all: ReadonlyMap<string, UpstreamAnswer>;
  /** Variables of the page: data by name, null where the fetch failed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Fetches whose `ok` or `status` the page read: it handles their failure itself. */
  readonly #seen = new Set<string>();

  constructor(all: ReadonlyMap<string, UpstreamAnswer>) {
    super();
    this.all = all;
    const values: Record<string, unknown> = Object.create(null);
    for (const [name, { ok, data }] of all) values[name] = ok ? data : null;
    this.values = values;
  }

  override get(name: string): unknown {
    const answer = this.all.get(name);
    return answer && new Outcome(answer, () => this.#seen.add(name));
  }

  override keys(): string[] {
    return [...this.all.keys()];
  }

  /** The status of a page that follows one of them: what does not exist there does not exist here. */
  followed(name: string, page: string): number {
    const answer = this.all.get(name);
    if (!answer) throw new Error(`status: ${name} names no fetch of ${page}`);
    if (isGone(answer.status)) refuse(404, `${name} answered ${answer.status}`);
    if (hasFailed(answer.status)) refuse(502, `${name} failed: ${answer.problem ?? answer.status}`);
    // A page has a body, which 204 and 205 cannot have; and nothing can be made of a 304.
    if (answer.status >= 300 && answer.status < 400) refuse(502, `${name} answered ${answer.status}`);
    return answer.status === 204 || answer.status === 205 ? 200 : answer.status;
  }

  /** Refuses a page when a fetch failed and the page did not check it. */
  refuseUnseen(): void {
    for (const [name, { ok, status, problem }] of this.all) {
      if (ok || this.#seen.has(name)) continue;
      refuse(isGone(status) ? 404 : 502, `${name}: ${problem ?? `it answered ${status}`}`);
    }
  }

  /** When an upstream failed, an error of the page that did not check it is put down to the upstream. */
  blame(error: unknown): unknown {
    if (error instanceof ReleaseError || error instanceof Refusal) return error;
    const failed = [...this.all.values()].some((answer) => hasFailed(answer.status));
    return failed ? Object.assign(new Refusal(502, 'rendered without an answer'), { cause: error }) : error;
  }
}

/** `upstream.<name>`. */
class Outcome extends HostObject {
  readonly #answer: UpstreamAnswer;
  readonly #see: () => void;

  constructor(answer: UpstreamAnswer, see: () => void) {
    super();
    this.#answer = answer;
    this.#see = see;
  }

  override get(name: string): unknown {
    const { ok, status, source, ms } = this.#answer;
    if (name === 'stale') return source === 'stale';
    if (name === 'ms') return ms;
    if (name !== 'ok' && name !== 'status') return undefined;
    this.#see();
    return name === 'ok' ? ok : status;
  }

  override keys(): string[] {
    return ['ok', 'status', 'stale', 'ms'];
  }
}

/** Whether an upstream did not respond, or said to try later. Any other status is taken as it is. */
export function hasFailed(status: number): boolean {
  return status < 200 || status >= 500 || status === 408 || status === 425 || status === 429;
}

export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}
