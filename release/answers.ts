import { HostObject } from '../liquid/run/values.ts';
import { ReleaseError } from './manifest.ts';
import { Refusal, refuse } from './refusal.ts';
import { hasFailed, isGone, type UpstreamAnswer } from './upstream-answer.ts';

/** What the fetches of one page brought. Templates see it as `upstream`, and its values under their names. */
export class Answers extends HostObject {
  readonly all: ReadonlyMap<string, UpstreamAnswer>;
  /** Fetches whose `ok` or `status` the page read: it answers itself for those that failed. */
  readonly #seen = new Set<string>();

  constructor(all: ReadonlyMap<string, UpstreamAnswer>) {
    super();
    this.all = all;
  }

  override get(name: string): unknown {
    const answer = this.all.get(name);
    return answer && new Outcome(answer, () => this.#seen.add(name));
  }

  override keys(): string[] {
    return [...this.all.keys()];
  }

  /** Variables of the page: data by name, null where the fetch failed. */
  values(): Record<string, unknown> {
    return Object.fromEntries([...this.all].map(([name, { ok, data }]) => [name, ok ? data : null]));
  }

  /** The status of a page that follows one of them: what does not exist there does not exist here. */
  followed(name: string, page: string): number {
    const answer = this.all.get(name);
    if (!answer) throw new Error(`status: ${name} names no fetch of ${page}`);
    if (isGone(answer.status)) refuse(404, `${name} answered ${answer.status}`);
    if (hasFailed(answer.status)) refuse(502, `${name} failed: ${answer.problem ?? answer.status}`);
    // A page has a body, which 204 and 205 can not have; and there is nothing in 304 to follow.
    if (answer.status >= 300 && answer.status < 400) refuse(502, `${name} answered ${answer.status}`);
    return answer.status === 204 || answer.status === 205 ? 200 : answer.status;
  }

  /** Refuses a page that did not ask how a fetch went which failed. */
  refuseUnseen(): void {
    for (const [name, { ok, status, problem }] of this.all) {
      if (ok || this.#seen.has(name)) continue;
      refuse(isGone(status) ? 404 : 502, `${name}: ${problem ?? `it answered ${status}`}`);
    }
  }

  /** A page that fails for want of an answer that it did not ask about is not at fault. */
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
