import { DurableObject } from 'cloudflare:workers';
import type { Listing } from '../../schema/api/core.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { Limits } from '../../schema/api/roles.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import type { Access } from './access.ts';
import type { Backups } from './backup/backups.ts';
import type { Bound } from './bound.ts';
import type { Differences } from './diff.ts';
import type { Drafts } from './drafts.ts';
import { type Committed, checkPath, type Edit } from './edit.ts';
import { endOf } from './events.ts';
import type { Version } from './history.ts';
import { columnsOf } from './listing/columns.ts';
import { contentRead, pageOfContents } from './listing/contents.ts';
import { type Outcome, outcome } from './outcome.ts';
import { makeParts, type StoreEnv, type StoreParts, settingsOf } from './parts.ts';
import type { Previews } from './previews.ts';
import type { PartChanges } from './releasing/part-changes.ts';
import type { Repairs } from './releasing/repair.ts';
import { turn } from './renders.ts';
import type { AuditEntry } from './tables/audit.ts';
import type { Content } from './tables/changes.ts';
import type { FileInfo, Sizes } from './tables/files.ts';
import type { Idempotency } from './tables/idempotency.ts';
import type { Release } from './tables/releases.ts';
import { migrate } from './tables/sql-schema.ts';
import { STAGED_FOR } from './tables/staging.ts';
import type { ContentRead, Status } from './told.ts';
import type { Usages } from './usages.ts';

/** The one writer of a site. Its methods are called by the admin Worker, which has checked who calls. */
export class SiteObject extends DurableObject<StoreEnv> {
  /** Workers KV and the clock; properties so that tests can make them fail and leap. */
  kv: KVNamespace;
  now: () => number = Date.now;
  readonly #parts: StoreParts;

  constructor(ctx: DurableObjectState, env: StoreEnv) {
    super(ctx, env);
    this.kv = env.KV;
    migrate(ctx.storage);
    this.#parts = makeParts({ ...settingsOf(env), ctx, kv: () => this.kv, now: () => this.now() });
    const { backups, compiling, publisher, publishing } = this.#parts;
    backups.recover();
    compiling.recover();
    if (publisher.busy || compiling.busy) ctx.waitUntil(publishing.resume());
  }

  /** Tokens, sessions and sign-in codes. */
  access(): Access {
    return this.#parts.access;
  }

  idempotency(): Idempotency {
    return this.#parts.idempotency;
  }

  /** The draft as a release: rendered and checked. */
  drafts(): Drafts {
    return this.#parts.drafts;
  }

  differences(): Differences {
    return this.#parts.differences;
  }

  partChanges(): PartChanges {
    return this.#parts.partChanges;
  }

  usages(): Usages {
    return this.#parts.usages;
  }

  /** The whole site as one stream, and back. */
  backups(): Backups {
    return this.#parts.backups;
  }

  previews(): Previews {
    return this.#parts.previews;
  }

  /** Compares KV with what should be there. */
  repairs(): Repairs {
    return this.#parts.repairs;
  }

  /** WebSockets only: of authors, with their name, and of preview pages. */
  override fetch(request: Request): Response {
    const [, kind, id = ''] = new URL(request.url).pathname.split('/');
    // Checked here again, in the object: what was revoked since would not end a connection that is opened now.
    const ends = kind === 'preview' ? this.#parts.previews.endOf(id) : endOf(request);
    if (ends === undefined) return new Response('This preview has ended.\n', { status: 404 });
    if (ends !== null) this.ctx.waitUntil(this.#parts.alarm.by(ends));
    if (kind === 'preview') return this.#parts.events.connectPreview(id, ends ?? 0);
    const said = (name: string) => decodeURIComponent(request.headers.get(name) ?? '');
    const [who, session] = [said('x-who'), request.headers.get('x-session')];
    if (!this.#parts.access.isStill(who, session)) return new Response('Signed out.\n', { status: 401 });
    return this.#parts.events.connect(who, said('x-name'), ends, session);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#parts.events.heard(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#parts.events.closed(socket);
  }

  /** Writes down in the audit log what has no history of its own. */
  noteAudit(author: string, action: string, detail: string): void {
    this.#parts.audit.add(author, action, detail);
  }

  auditLog(limit: number, before?: number): AuditEntry[] {
    return this.#parts.audit.list(limit, before);
  }

  status(): Status {
    return {
      site: this.env.SITE,
      files: this.#parts.files.count,
      draft: this.#draft(),
      live: this.#parts.publisher.live ?? null,
      publishing: this.#parts.releases.unfinished() ?? null,
      compiling: this.#parts.compiling.progress ?? null,
    };
  }

  /** A page of files, and the draft's ETag that goes with it. */
  list(prefix: string, after: string, limit: number) {
    return { ...this.#parts.files.list(prefix, after, limit), draft: this.#draft() };
  }

  /** The same in columns, of which an answer has many. */
  columns(prefix: string, after: string, limit: number): Listing {
    return { ...columnsOf(this.ctx.storage.sql, prefix, after, limit), draft: this.#draft() };
  }

  #draft(): string {
    return `"d${this.#parts.files.draft}"`;
  }

  /** A file with its text, or for an asset the name of its bytes in KV; null when there is none. */
  read(path: string): (ContentRead & { file: FileInfo }) | null {
    const file = this.#parts.files.info(path);
    const content = this.#parts.files.content(path);
    return file && content ? { file, ...contentRead(this.#parts, content) } : null;
  }

  sizes(prefix: string): Sizes {
    return this.#parts.files.sizes(prefix);
  }

  /** A page of files with their texts, or for assets the names of their bytes in KV. */
  contents(prefix: string, after: string, limit: number) {
    return pageOfContents(this.#parts, prefix, after, limit);
  }

  /** A page of the paths of all files. */
  paths(after: string, limit: number) {
    const { files, cursor } = this.#parts.files.contents('', after, limit);
    return { paths: files.map(({ path }) => path), cursor };
  }

  /** What a file held after one of its changes; null when that was a deletion or is not known. */
  readVersion(path: string, version: number): ContentRead | null {
    const content = this.#parts.files.version(path, version);
    return content ? contentRead(this.#parts, content) : null;
  }

  /** Changes of one file, newest first. */
  history(path: string, limit: number, before?: number): Version[] {
    return this.#parts.files.history(path, limit, before);
  }

  /** The KV name for an asset's bytes, and whether they are there already. */
  assetName(bytesHash: string, type: string) {
    return this.#parts.stored.assetName(bytesHash, type);
  }

  /** Notes that an asset's bytes are in KV. */
  noteAsset(name: string, hash: string, size: number): void {
    this.#parts.stored.add(name, 'asset', hash, size);
  }

  /** Notes how large a picture is: pages say it where they show the picture. */
  notePicture(name: string, width: number, height: number): void {
    this.#parts.stored.addPicture(name, width, height);
    this.#parts.files.measured(name);
  }

  /** Makes edits of the draft, all or none; `bound` is what the author is bound to. */
  commit(edits: readonly Edit[], author: string, dryRun = false, bound?: Bound): Promise<Outcome<Committed>> {
    return outcome(async () => {
      const committed = await this.#parts.editor.commit(edits, author, dryRun, bound);
      const paths = committed.files.filter(({ change }) => change !== 'same').map(({ path }) => path);
      if (!dryRun && paths.length > 0)
        this.#parts.events.tell({ type: 'saved', author, paths, draft: committed.draft });
      if (this.#parts.compiling.busy) await this.#parts.publishing.resume();
      return committed;
    });
  }

  /** Keeps a text for a batch that will name it. Returns the findings of compiling it. */
  stageText(path: string, hash: string, text: string): Promise<Outcome<readonly Diagnostic[]>> {
    return outcome(() => {
      checkPath(path);
      const { diagnostics } = this.#parts.compiled.add(path, hash, text);
      this.#parts.staging.add(path, { hash, size: utf8Length(text) }, Date.now());
      this.#sweepLater();
      return diagnostics;
    });
  }

  /**
   * The same for many texts; their findings come when a batch names them. With `later` they are compiled after they are saved, as
   * there are too many to do it before.
   */
  stageTexts(
    texts: readonly { path: string; hash: string; text: string }[],
    later: boolean,
  ): Promise<Outcome<void>> {
    return outcome(async () => {
      for (const { path, hash, text } of texts) {
        checkPath(path);
        if (later) this.#parts.compiled.addText(hash, text);
        else {
          this.#parts.compiled.add(path, hash, text);
          await turn();
        }
        this.#parts.staging.add(path, { hash, size: utf8Length(text) }, Date.now());
      }
      this.#sweepLater();
    });
  }

  /** Keeps an asset whose bytes are in KV for a batch that will name it. */
  stageAsset(path: string, content: Content): Promise<Outcome<void>> {
    return outcome(() => {
      checkPath(path);
      this.#parts.staging.add(path, content, Date.now());
      this.#sweepLater();
    });
  }

  /** Publishes the draft, or only these paths of it, where the role of `who` lets them; returns when it is live or has failed, or after 25 s with how far it is. */
  publish(
    message: string,
    author: string,
    expect?: string,
    force = false,
    paths?: readonly string[],
    who?: Limits,
  ): Promise<Outcome<Release>> {
    return outcome(async () => {
      const { draft } = this.status();
      if (expect !== undefined && expect !== draft) {
        const detail = `The draft was changed: its ETag is ${draft}, not ${expect}. Look at it again.`;
        throw new ProblemError('precondition_failed', detail, { etag: draft });
      }
      return this.#parts.publishing.publish({ message, author, force, paths, who });
    });
  }

  /** Ends the publish that is under way, or that of this release only. */
  cancelPublish(author: string, id?: string): Promise<Outcome<Release>> {
    return outcome(() => this.#parts.publishing.cancel(author, id));
  }

  /** Moves visitors to another release that was live before. */
  rollback(id: string, author = ''): Promise<Outcome<Status>> {
    return outcome(async () => {
      await this.#parts.publishing.rollback(id, author);
      return this.status();
    });
  }

  releases(limit: number): Release[] {
    return this.#parts.releases.list(limit);
  }

  override alarm(): Promise<void> {
    return this.#parts.alarm.ring();
  }

  /** Has the alarm ring when what is staged now may be swept. */
  #sweepLater(): void {
    this.ctx.waitUntil(this.#parts.alarm.by(Date.now() + STAGED_FOR));
  }
}
