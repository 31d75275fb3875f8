import { ProblemError } from '../../schema/api/problem.ts';

/** Requests that one caller may have under way. */
export const RENDERS = 4;

/** Operations that are done in one go, where work can be cut: about 10 ms of CPU. */
const GO = 50_000;

/** Lets all who wait for the object have their turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Does work that has pauses, in which all others have their turn. */
export async function inTurns<T>(work: Generator<void, T>): Promise<T> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    await turn();
  }
}

/** Pauses in work of which it is known how much there is: `share` of what is done in one go. */
export function pauses(): (share?: number) => Promise<void> {
  let done = 0;
  return async (share = 1) => {
    done += share;
    if (done < 1) return;
    done = 0;
    await turn();
  };
}

/** Cuts long work by the operations that it has done. */
export class Turns {
  #done = 0;

  async spent(operations: number): Promise<void> {
    this.#done += operations;
    if (this.#done < GO) return;
    this.#done = 0;
    await turn();
  }
}

const nothing = () => undefined;

/**
 * Renders on behalf of callers, who share one object with everything else: one piece at a time, none longer than a render,
 * and others have their turn between any two. A second class of objects would not do: objects of one Worker may share an isolate.
 */
export class Renders {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Milliseconds that a piece takes, about. */
  #usual = 0;
  readonly #underWay = new Map<string, number>();

  /** Runs a caller's request; throws a ProblemError when that caller has too many under way. */
  async admit<T>(caller: string, request: () => Promise<T>): Promise<T> {
    const now = this.#underWay.get(caller) ?? 0;
    if (now >= RENDERS) throw this.#tooMany();
    this.#underWay.set(caller, now + 1);
    try {
      return await request();
    } finally {
      const left = (this.#underWay.get(caller) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(caller);
      else this.#underWay.set(caller, left);
    }
  }

  /** Does a piece of work after those that came before it. Nothing that it finds in the store is older than that. */
  piece<T>(work: () => T | Promise<T>): Promise<T> {
    this.#waiting += 1;
    const done = this.#last.then(() => this.#do(work));
    // That it is over, and not what it gave: a table of 100,000 entries would be held until the next piece.
    this.#last = done.then(nothing, nothing);
    return done;
  }

  async #do<T>(work: () => T | Promise<T>): Promise<T> {
    await turn();
    const began = Date.now(); // the clock stops while we compute, so it is read again after a turn
    try {
      return await work();
    } finally {
      await turn();
      this.#usual = (this.#usual + Date.now() - began) / 2;
      this.#waiting -= 1;
    }
  }

  #tooMany(): ProblemError {
    const retryAfter = Math.min(60, Math.max(1, Math.ceil((this.#waiting * this.#usual) / 1_000)));
    return new ProblemError(
      'rate_limited',
      `You have ${RENDERS} renders under way, which is as many as one caller may have. Try again in ${retryAfter} s.`,
      { rule: 'renders_under_way', limit: RENDERS, retryAfter },
    );
  }
}
