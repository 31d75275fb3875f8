import { DurableObject } from 'cloudflare:workers';
import type { Diagnostic } from '../../liquid/error.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import { utf8Length } from '../../site/files/compile-file.ts';
import { Access } from './access.ts';
import { Backups } from './backup/backups.ts';
import { Differences } from './diff.ts';
import { Drafts } from './drafts.ts';
import { type Committed, checkPath, type Edit, Editor } from './edit.ts';
import { Events } from './events.ts';
import { type Outcome, outcome } from './outcome.ts';
import { Previews } from './previews.ts';
import type { LiveMove } from './releasing/live.ts';
import { Publisher } from './releasing/publish.ts';
import { Remaker } from './releasing/remake.ts';
import { Repairs } from './releasing/repair.ts';
import { Sweeper } from './releasing/sweep.ts';
import { Renders } from './renders.ts';
import { Audit, type AuditEntry } from './tables/audit.ts';
import { Compiled } from './tables/compiled.ts';
import { type Content, type FileInfo, Files, type Sizes, type Version } from './tables/files.ts';
import { Idempotency } from './tables/idempotency.ts';
import { Meta } from './tables/meta.ts';
import { type Release, Releases } from './tables/releases.ts';
import { migrate } from './tables/schema.ts';
import { STAGED_FOR, Staging } from './tables/staging.ts';
import { Stored } from './tables/stored.ts';

export interface StoreEnv {
  readonly KV: KVNamespace;
  readonly SITE: string;
}

/** A file's text, or where an asset's bytes are in KV. */
export interface ContentRead {
  readonly hash: string;
  readonly text?: string;
  readonly asset?: { readonly name: string; readonly type: string };
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

/** Bytes of text in one answer: far below the 32 MiB that a call may carry. */
const ANSWER = 8 * 1024 * 1024;

/** The one writer of a site. Its methods are called by the admin Worker, which has checked who calls. */
export class SiteObject extends DurableObject<StoreEnv> {
  /** Workers KV and the clock; properties so that tests can make them fail and leap. */
  kv: KVNamespace;
  now: () => number = Date.now;
  readonly #meta: Meta;
  readonly #compiled: Compiled;
  readonly #files: Files;
  readonly #staging: Staging;
  readonly #editor: Editor;
  readonly #releases: Releases;
  readonly #stored: Stored;
  readonly #publisher: Publisher;
  readonly #sweeper: Sweeper;
  readonly #backups: Backups;
  readonly #events: Events;
  readonly #audit: Audit;
  readonly #access: Access;
  readonly #idempotency: Idempotency;
  readonly #drafts: Drafts;
  readonly #differences: Differences;
  readonly #previews: Previews;
  readonly #repairs: Repairs;
  #waiting: (() => void)[] = [];
  #told = '';

  constructor(ctx: DurableObjectState, env: StoreEnv) {
    super(ctx, env);
    this.kv = env.KV;
    migrate(ctx.storage);
    this.#meta = new Meta(ctx.storage.sql);
    this.#compiled = new Compiled(ctx.storage.sql);
    this.#files = new Files(ctx.storage.sql, this.#meta, this.#compiled);
    this.#staging = new Staging(ctx.storage.sql);
    this.#editor = new Editor({
      storage: ctx.storage,
      files: this.#files,
      compiled: this.#compiled,
      staging: this.#staging,
      meta: this.#meta,
    });
    this.#releases = new Releases(ctx.storage.sql);
    this.#stored = new Stored(ctx.storage.sql, this.#meta);
    this.#publisher = new Publisher({
      storage: ctx.storage,
      kv: () => this.kv,
      site: env.SITE,
      files: this.#files,
      compiled: this.#compiled,
      releases: this.#releases,
      stored: this.#stored,
      meta: this.#meta,
      now: () => this.now(),
    });
    this.#sweeper = new Sweeper({
      storage: ctx.storage,
      kv: () => this.kv,
      releases: this.#releases,
      stored: this.#stored,
      staging: this.#staging,
      meta: this.#meta,
      now: () => this.now(),
    });
    this.#backups = new Backups({
      storage: ctx.storage,
      kv: () => this.kv,
      site: env.SITE,
      files: this.#files,
      releases: this.#releases,
      publisher: this.#publisher,
      meta: this.#meta,
    });
    this.#backups.recover();
    this.#audit = new Audit(ctx.storage.sql, this.#meta);
    this.#events = new Events(ctx);
    this.#access = new Access(ctx.storage.sql, this.#audit, (id) => this.#events.end(`who:${id}`));
    this.#idempotency = new Idempotency(ctx.storage.sql);
    const renders = new Renders();
    this.#drafts = new Drafts(this.#files, this.#compiled, renders);
    this.#differences = new Differences({
      files: this.#files,
      compiled: this.#compiled,
      releases: this.#releases,
      publisher: this.#publisher,
      drafts: this.#drafts,
      renders,
      kv: () => this.kv,
    });
    this.#previews = new Previews({
      sql: ctx.storage.sql,
      drafts: this.#drafts,
      differences: this.#differences,
      audit: this.#audit,
      ended: (id) => this.#events.end(`preview:${id}`),
    });
    this.#repairs = new Repairs({
      kv: () => this.kv,
      site: env.SITE,
      files: this.#files,
      releases: this.#releases,
      stored: this.#stored,
      publisher: this.#publisher,
      remaker: new Remaker({
        files: this.#files,
        compiled: this.#compiled,
        releases: this.#releases,
        stored: this.#stored,
      }),
      audit: this.#audit,
    });
    if (this.#publisher.busy) ctx.waitUntil(ctx.storage.setAlarm(Date.now()));
  }

  /** Tokens, sessions and sign-in codes. */
  access(): Access {
    return this.#access;
  }

  idempotency(): Idempotency {
    return this.#idempotency;
  }

  /** The draft as a release: rendered and checked. */
  drafts(): Drafts {
    return this.#drafts;
  }

  /** What differs between states of the site. */
  differences(): Differences {
    return this.#differences;
  }

  /** The whole site as one stream, and back. */
  backups(): Backups {
    return this.#backups;
  }

  previews(): Previews {
    return this.#previews;
  }

  /** Compares KV with what should be there. */
  repairs(): Repairs {
    return this.#repairs;
  }

  /** WebSockets only: of authors, with their name, and of preview pages. */
  override fetch(request: Request): Response {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/');
    // Asked here again, where nothing comes between: what is revoked now would end no connection that comes later.
    const ends = kind === 'preview' ? this.#previews.endOf(id) : endOf(request);
    if (ends === undefined) return new Response('This preview has ended.\n', { status: 404 });
    if (ends !== null) this.ctx.waitUntil(this.#wakeBy(ends));
    if (kind === 'preview') return this.#events.connectPreview(id, ends ?? 0);
    const said = (name: string) => decodeURIComponent(request.headers.get(name) ?? '');
    if (!this.#access.isStill(said('x-who'))) return new Response('Signed out.\n', { status: 401 });
    return this.#events.connect(said('x-who'), said('x-name'), ends);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#events.heard(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#events.closed(socket);
  }

  /** Notes what has no history of its own. */
  noteAudit(author: string, action: string, detail: string): void {
    this.#audit.add(author, action, detail);
  }

  auditLog(limit: number, before?: number): AuditEntry[] {
    return this.#audit.list(limit, before);
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

  /** A file with its text, or for an asset the name of its bytes in KV; null when there is none. */
  read(path: string): (ContentRead & { file: FileInfo }) | null {
    const file = this.#files.info(path);
    const content = this.#files.content(path);
    return file && content ? { file, ...this.#contentRead(content) } : null;
  }

  sizes(prefix: string): Sizes {
    return this.#files.sizes(prefix);
  }

  /** A page of files with their texts, or for assets the names of their bytes in KV. */
  contents(prefix: string, after: string, limit: number) {
    const { files, cursor } = this.#files.list(prefix, after, limit);
    let bytes = 0;
    const few = files.filter(({ kind, size }, at) => {
      bytes += kind === 'asset' ? 0 : size;
      return at === 0 || bytes <= ANSWER;
    });
    const found = few.map(({ path }) => {
      const read = this.read(path);
      return { path, text: read?.text, asset: read?.asset?.name };
    });
    return { files: found, cursor: few.length < files.length ? few.at(-1)?.path : cursor };
  }

  /** What a file held after one of its changes; null when that was a deletion or is not known. */
  readVersion(path: string, version: number): ContentRead | null {
    const content = this.#files.version(path, version);
    return content ? this.#contentRead(content) : null;
  }

  /** Changes of one file, newest first. */
  history(path: string, limit: number, before?: number): Version[] {
    return this.#files.history(path, limit, before);
  }

  /** The KV name for an asset's bytes, and whether they are there already. */
  assetName(bytesHash: string, type: string) {
    return this.#stored.assetName(bytesHash, type);
  }

  /** Notes that an asset's bytes are in KV. */
  noteAsset(name: string, hash: string, size: number): void {
    this.#stored.add(name, 'asset', hash, size);
  }

  /** Makes edits of the draft, all or none; `prefix` is what the author is bound to. */
  commit(
    edits: readonly Edit[],
    author: string,
    dryRun = false,
    prefix: string | null = null,
  ): Promise<Outcome<Committed>> {
    return outcome(async () => {
      const committed = await this.#editor.commit(edits, author, dryRun, prefix);
      const paths = committed.files.filter(({ change }) => change !== 'same').map(({ path }) => path);
      if (!dryRun && paths.length > 0)
        this.#events.tell({ type: 'saved', author, paths, draft: committed.draft });
      return committed;
    });
  }

  /** Keeps a text for a batch that will name it, and tells what compiling it found. */
  stageText(path: string, hash: string, text: string): Promise<Outcome<readonly Diagnostic[]>> {
    return outcome(() => {
      checkPath(path);
      const compiled = this.#compiled.add(path, hash, text);
      this.#staging.add(path, { hash, size: utf8Length(text) }, Date.now());
      this.#sweepLater();
      return compiled.diagnostics;
    });
  }

  /** The same for many; what is wrong with a text is told when a batch names it. */
  stageTexts(texts: readonly { path: string; hash: string; text: string }[]): Promise<Outcome<void>> {
    return outcome(async () => {
      for (const { path, hash, text } of texts) await this.stageText(path, hash, text);
    });
  }

  /** Keeps an asset whose bytes are in KV for a batch that will name it. */
  stageAsset(path: string, content: Content): Promise<Outcome<void>> {
    return outcome(() => {
      checkPath(path);
      this.#staging.add(path, content, Date.now());
      this.#sweepLater();
    });
  }

  /** Publishes the draft; answers when it is live or has failed, or after 25 s with how far it is. */
  publish(message: string, author: string, expect?: string, force = false): Promise<Outcome<Release>> {
    return outcome(async () => {
      const { draft } = this.status();
      if (expect !== undefined && expect !== draft) {
        throw new ProblemError(
          'precondition_failed',
          `The draft was changed: its ETag is ${draft}, not ${expect}. Look at it again.`,
          { etag: draft },
        );
      }
      const { id } = this.#publisher.begin(message, author, force);
      this.#audit.add(author, force ? 'publish.force' : 'publish', `${id} ${message}`);
      await this.#settle();
      const release = this.#releases.get(id);
      if (!release) throw new Error(`the release ${id} is gone`);
      if (release.state === 'failed' && this.#publisher.cancelled === id)
        throw new ProblemError('conflict', `Not published: ${release.reason}`, { rule: 'publish_cancelled' });
      if (release.state === 'failed')
        throw new ProblemError('invalid', `Not published: ${release.reason}`, {
          diagnostics: [...release.diagnostics],
        });
      return release;
    });
  }

  /** Ends the publish that is under way, or that of this release only. */
  cancelPublish(author: string, id?: string): Promise<Outcome<Release>> {
    return outcome(async () => {
      const release = this.#publisher.cancel(author, id);
      this.#audit.add(author, 'publish.cancel', `${release.id} ${release.message}`);
      this.#tellProgress();
      for (const done of this.#waiting.splice(0)) done();
      // Moves visitors back where they were on their way already.
      await this.ctx.storage.setAlarm(Date.now());
      return release;
    });
  }

  /** Moves visitors to another release that was live before. */
  rollback(id: string, author = ''): Promise<Outcome<Status>> {
    return outcome(async () => {
      await this.#publisher.rollback(id);
      this.#audit.add(author, 'rollback', id);
      await this.#settle();
      return this.status();
    });
  }

  releases(limit: number, before?: number): Release[] {
    return this.#releases.list(limit, before);
  }

  override async alarm(): Promise<void> {
    const again = await this.#step();
    const next = this.#events.endExpired(Date.now());
    const at = Math.min(Date.now() + (again ?? Number.POSITIVE_INFINITY), next ?? Number.POSITIVE_INFINITY);
    if (at !== Number.POSITIVE_INFINITY) await this.ctx.storage.setAlarm(at);
  }

  /** Does some of what is to be done by and by. Gives the milliseconds after which to go on; undefined when nothing is left. */
  async #step(): Promise<number | undefined> {
    const again = await this.#publisher.step();
    this.#tellProgress();
    if (again !== undefined) return again;
    if (this.#publisher.busy) return 0;
    for (const done of this.#waiting.splice(0)) done();
    return this.#sweeper.step();
  }

  /** Tells how far a publish is, and where visitors are, when that has changed. */
  #tellProgress(): void {
    const [release] = this.#releases.list(1);
    const live = this.#publisher.live?.release;
    const told = `${release?.id} ${release?.state} ${release?.reason} ${live}`;
    if (told === this.#told) return;
    this.#told = told;
    if (release) {
      const { id, version, state, reason, author } = release;
      this.#events.tell({ type: 'release', release: { id, version, state, reason, author } });
    }
    if (live) this.#events.tell({ type: 'live', release: live });
  }

  /** Sees to it that what is staged now is looked at again; an alarm that is set already will. */
  #sweepLater(): void {
    this.ctx.waitUntil(this.#wakeBy(Date.now() + STAGED_FOR));
  }

  /** Sees to it that an alarm comes at this time or before. */
  async #wakeBy(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }

  async #settle(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.ctx.storage.setAlarm(Date.now());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
    });
    await Promise.race([done, enough]);
    clearTimeout(timer); // a timer that runs keeps the object in memory, and its time is paid for
  }

  #contentRead({ hash, asset }: Content): ContentRead {
    return asset ? { hash, asset } : { hash, text: this.#compiled.text(hash) ?? '' };
  }
}

/** When what let a caller in expires; null when it does not. */
function endOf(request: Request): number | null {
  const ends = request.headers.get('x-ends');
  return ends === null ? null : Number(ends);
}
