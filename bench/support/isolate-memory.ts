/** What of an isolate's memory V8 tells a debugger, in megabytes. */
export interface Usage {
  /** JavaScript's objects and strings. */
  readonly heap: number;
  /** Bytes of buffers, which are outside of it. */
  readonly buffers: number;
}

/** Asks a workerd process as a debugger does how much memory its isolate has in use: between turns, as all others. */
export class IsolateMemory {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data));
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  static async connect(address: string): Promise<IsolateMemory> {
    const socket = new WebSocket(`ws://${address}/main`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new IsolateMemory(socket);
  }

  async usage(): Promise<Usage> {
    const found = await this.#ask('Runtime.getHeapUsage');
    const { usedSize, backingStorageSize = 0 } = found as Record<string, number>; // of V8's protocol
    return { heap: (usedSize ?? 0) / 1e6, buffers: backingStorageSize / 1e6 };
  }

  /** Collects garbage first: what is left is what the isolate holds on to. */
  async held(): Promise<Usage> {
    await this.#ask('HeapProfiler.collectGarbage');
    return this.usage();
  }

  /** Begins to look, each half a millisecond, at what is computed. */
  async startProfile(): Promise<void> {
    await this.#ask('Profiler.enable');
    await this.#ask('Profiler.setSamplingInterval', { interval: 500 });
    await this.#ask('Profiler.start');
  }

  /** What was computed meanwhile, as a `.cpuprofile` is written. */
  async endProfile(): Promise<string> {
    const { profile } = (await this.#ask('Profiler.stop')) as { profile: unknown }; // of V8's protocol
    return JSON.stringify(profile);
  }

  close(): void {
    this.#socket.close();
  }

  #ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
    });
  }
}
