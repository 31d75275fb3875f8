/** Keeps a promise going after its request's client has gone: ExecutionContext.waitUntil. */
export type KeepAlive = (work: Promise<unknown>) => void;

/**
 * One load for all the requests that want the same thing at the same time. Its starter's `waitUntil` keeps it alive.
 * The others don't trust that: a promise of another request's I/O never settles once the runtime has ended that
 * request, so each waits for at most `patience` milliseconds and then loads for itself.
 */
export class SharedLoads {
  private readonly running: Map<string, Promise<unknown>>;
  private readonly patience: number;

  constructor(patience = 2_000) {
    this.running = new Map();
    this.patience = patience;
  }

  /** `load` must return plain data, nothing that belongs to the request that started it. */
  async do<T>(key: string, keepAlive: KeepAlive, load: () => Promise<T>): Promise<T> {
    const running = this.running.get(key) as Promise<T> | undefined; // one type under one kind of key
    if (running) {
      const outcome = await Promise.race([running.then((value) => ({ value })), sleep(this.patience)]);
      if (outcome) return outcome.value;
      if (this.running.get(key) === running) this.running.delete(key);
    }
    const work = load().finally(() => {
      if (this.running.get(key) === work) this.running.delete(key);
    });
    this.running.set(key, work);
    keepAlive(work.catch(() => undefined));
    return work;
  }
}

const sleep = (milliseconds: number) =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), milliseconds));
