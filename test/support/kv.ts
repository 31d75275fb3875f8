/** What a wrapped KV namespace has been asked: operations, and rounds (operations that waited for one before). */
export interface Counts {
  reads: number;
  writes: number;
  deletes: number;
  /** Most operations that had to follow one another. */
  rounds: number;
  /** Most operations that were under way at one time. */
  together: number;
}

export interface Faults {
  /** Asked before each operation; throws to make it fail, or answers in its place. */
  before?(
    operation: 'get' | 'getWithMetadata' | 'put' | 'delete',
    key: string,
    count: number,
    options: unknown,
  ): unknown;
}

/** Wraps a real KV namespace: counts what is asked of it, and fails where `faults` says so. */
export function watchKv(kv: KVNamespace, faults: Faults = {}): { kv: KVNamespace; counts: Counts } {
  const counts: Counts = { reads: 0, writes: 0, deletes: 0, rounds: 0, together: 0 };
  let count = 0;
  let finished = 0;
  let under = 0;
  const wrap = (operation: 'get' | 'getWithMetadata' | 'put' | 'delete') => {
    return async (key: string | string[], ...rest: unknown[]) => {
      counts[operation === 'put' ? 'writes' : operation === 'delete' ? 'deletes' : 'reads'] += 1;
      const round = finished + 1;
      counts.rounds = Math.max(counts.rounds, round);
      count += 1;
      counts.together = Math.max(counts.together, ++under);
      try {
        const instead = faults.before?.(operation, Array.isArray(key) ? key.join() : key, count, rest[0]);
        const method = kv[operation] as (...args: unknown[]) => Promise<unknown>; // whichever overload the caller meant
        const answer = instead === undefined ? await method.call(kv, key, ...rest) : await instead;
        finished = Math.max(finished, round);
        return answer;
      } finally {
        under -= 1;
      }
    };
  };
  const methods = {
    get: wrap('get'),
    getWithMetadata: wrap('getWithMetadata'),
    put: wrap('put'),
    delete: wrap('delete'),
  };
  return { kv: methods as unknown as KVNamespace, counts }; // the four methods that our code uses
}

/** A KV failure as the platform words it. */
export function kvError(operation: string): Error {
  return new Error(`KV ${operation.toUpperCase()} failed: 500 Internal Server Error`);
}
