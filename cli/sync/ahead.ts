import type { Client } from '../api/client.ts';
import { site } from '../api/site.ts';

/** A file whose bytes are to be there before a batch names their hash. */
interface AheadFile {
  readonly path: string;
  readonly hash: string;
  readonly bytes: Buffer;
  /** undefined where it is an asset. */
  readonly text: string | undefined;
}

/** Bytes of texts in one request, as JSON with escapes, and how many they are at most. */
const PACK = { bytes: 2 * 1024 * 1024, texts: 5_000 };
/** Requests at a time, and bytes that are on their way. */
const AT_ONCE = { requests: 8, bytes: 32 * 1024 * 1024 };

/** Sends files ahead: texts many at once, assets one by one. Holds no more of them than are on their way. */
export class Ahead {
  readonly #client: Client;
  readonly #sent: (files: number) => void;
  readonly #going = new Set<Promise<void>>();
  #bytes = 0;
  #files = 0;
  #pack: AheadFile[] = [];
  #packed = 0;
  #failed: { readonly error: unknown } | undefined;

  constructor(client: Client, sent: (files: number) => void) {
    this.#client = client;
    this.#sent = sent;
  }

  /** Takes a file, and returns when there is room for another. Throws what an earlier one was refused for. */
  async add(file: AheadFile): Promise<void> {
    const size =
      file.text === undefined ? 0 : Buffer.byteLength(JSON.stringify(file.text)) + file.path.length + 30;
    if (size === 0 || size > PACK.bytes)
      return this.#begin([file], file.bytes.length, (each) => this.#alone(each));
    if (this.#packed + size > PACK.bytes || this.#pack.length === PACK.texts) await this.#flush();
    this.#pack.push(file);
    this.#packed += size;
  }

  /** Returns when all are there. */
  async end(): Promise<void> {
    await this.#flush();
    await Promise.all(this.#going);
    if (this.#failed) throw this.#failed.error;
  }

  async #flush(): Promise<void> {
    const pack = this.#pack;
    const size = this.#packed;
    this.#pack = [];
    this.#packed = 0;
    if (pack.length > 0) await this.#begin(pack, size, (files) => this.#together(files));
  }

  async #begin(
    files: readonly AheadFile[],
    bytes: number,
    send: (files: readonly AheadFile[]) => Promise<void>,
  ): Promise<void> {
    while (this.#going.size >= AT_ONCE.requests || (this.#bytes > 0 && this.#bytes + bytes > AT_ONCE.bytes))
      await Promise.race(this.#going);
    if (this.#failed) throw this.#failed.error;
    this.#bytes += bytes;
    const going = send(files)
      .catch((error: unknown) => {
        this.#failed ??= { error };
      })
      .finally(() => {
        this.#bytes -= bytes;
        this.#going.delete(going);
      });
    this.#going.add(going);
  }

  async #together(files: readonly AheadFile[]): Promise<void> {
    const texts = files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
    if (await site.texts(this.#client, texts)) this.#note(files.length);
    else await this.#alone(files);
  }

  async #alone(files: readonly AheadFile[]): Promise<void> {
    for (const { path, hash, bytes } of files) {
      await site.blob(this.#client, path, hash, bytes);
      this.#note(1);
    }
  }

  #note(files: number): void {
    this.#files += files;
    this.#sent(this.#files);
  }
}
