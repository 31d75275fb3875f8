import { DurableObject } from 'cloudflare:workers';
import { ProblemError } from '../../schema/problem.ts';
import { type Change, type Condition, type FileInfo, Files } from './files.ts';
import { Meta } from './meta.ts';
import { type Outcome, outcome } from './outcome.ts';
import { type LiveMove, Publisher } from './publish.ts';
import { type Release, Releases } from './releases.ts';
import { migrate } from './schema.ts';
import { Stored } from './stored.ts';

export interface StoreEnv {
  readonly KV: KVNamespace;
  readonly SITE: string;
}

export interface Status {
  readonly site: string;
  readonly files: number;
  /** ETag of the draft as a whole: what `expect` of a publish compares. */
  readonly draft: string;
  readonly live: LiveMove | null;
  readonly publishing: Release | null;
}

/** Milliseconds that a publish is waited for before the caller is told that it goes on. */
const PATIENCE = 25_000;

/** The one writer of a site. Its methods are called by the admin Worker, which has checked who calls. */
export class SiteObject extends DurableObject<StoreEnv> {
  /** Workers KV; a property so that tests can make it fail. */
  kv: KVNamespace;
  readonly #meta: Meta;
  readonly #files: Files;
  readonly #releases: Releases;
  readonly #stored: Stored;
  readonly #publisher: Publisher;
  #waiting: (() => void)[] = [];

  constructor(ctx: DurableObjectState, env: StoreEnv) {
    super(ctx, env);
    this.kv = env.KV;
    migrate(ctx.storage);
    this.#meta = new Meta(ctx.storage.sql);
    this.#files = new Files(ctx.storage, this.#meta);
    this.#releases = new Releases(ctx.storage.sql);
    this.#stored = new Stored(ctx.storage.sql, this.#meta);
    this.#publisher = new Publisher({
      storage: ctx.storage,
      kv: () => this.kv,
      site: env.SITE,
      files: this.#files,
      releases: this.#releases,
      stored: this.#stored,
      meta: this.#meta,
      now: Date.now,
    });
    if (this.#publisher.busy) ctx.waitUntil(ctx.storage.setAlarm(Date.now()));
  }

  status(): Status {
    return {
      site: this.env.SITE,
      files: this.#files.count,
      draft: `"d${this.#files.draft}"`,
      live: this.#publisher.live ?? null,
      publishing: this.#releases.unfinished() ?? null,
    };
  }

  list(prefix: string, after: string, limit: number): { files: FileInfo[]; cursor: string | undefined } {
    return this.#files.list(prefix, after, limit);
  }

  /** A file with its text, or for an asset the name of its bytes in KV. */
  read(path: string): { file: FileInfo; text?: string; asset?: string; type?: string } | null {
    const file = this.#files.info(path);
    if (!file) return null;
    if (file.kind !== 'asset') return { file, text: this.#files.text(file.hash) };
    const asset = this.#files.assets().get(path);
    return { file, asset: asset?.name ?? '', type: asset?.type ?? '' };
  }

  assetName(bytesHash: string, type: string) {
    return this.#stored.assetName(bytesHash, type);
  }

  write(change: Change): Promise<Outcome<{ file: FileInfo; created: boolean; changed: boolean }>> {
    return outcome(() => {
      if ('asset' in change.content)
        this.#stored.add(
          change.content.asset.name,
          'asset',
          change.content.asset.hash,
          change.content.asset.size,
        );
      return this.#files.write(change);
    });
  }

  remove(path: string, condition: Condition, author: string): Promise<Outcome<void>> {
    return outcome(() => this.#files.remove(path, condition, author));
  }

  /** Publishes the draft; answers when it is live or has failed, or after 25 s with how far it is. */
  publish(message: string, author: string, expect?: string): Promise<Outcome<Release>> {
    return outcome(async () => {
      const { draft } = this.status();
      if (expect !== undefined && expect !== draft) {
        throw new ProblemError(
          'precondition_failed',
          `The draft was changed: its ETag is ${draft}, not ${expect}. Look at it again.`,
          { etag: draft },
        );
      }
      const { id } = this.#publisher.begin(message, author);
      await this.#settle();
      const release = this.#releases.get(id);
      if (!release) throw new Error(`the release ${id} is gone`);
      if (release.state === 'failed')
        throw new ProblemError('invalid', `Not published: ${release.reason}`, {
          diagnostics: [...release.diagnostics],
        });
      return release;
    });
  }

  /** Moves visitors to another release that was live before. */
  rollback(id: string): Promise<Outcome<Status>> {
    return outcome(async () => {
      this.#publisher.rollback(id);
      await this.#settle();
      return this.status();
    });
  }

  releases(limit: number, before?: number): Release[] {
    return this.#releases.list(limit, before);
  }

  override async alarm(): Promise<void> {
    const again = await this.#publisher.step();
    if (again !== undefined) return this.ctx.storage.setAlarm(Date.now() + again);
    if (this.#publisher.busy) return this.ctx.storage.setAlarm(Date.now());
    for (const done of this.#waiting.splice(0)) done();
  }

  async #settle(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.ctx.storage.setAlarm(Date.now());
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }
}
