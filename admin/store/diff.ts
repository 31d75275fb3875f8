import { RpcTarget } from 'cloudflare:workers';
import { packsIn } from '../../release/packs.ts';
import type { Difference } from '../../schema/api/history.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import { Assembled } from '../check/assembled.ts';
import { renderAt } from '../check/render-at.ts';
import { readReports } from '../check/reports/page-reports.ts';
import type { Compiling } from './compiling.ts';
import type { Drafts } from './drafts.ts';
import { outcome } from './outcome.ts';
import { differing } from './releasing/overlay.ts';
import type { Publisher } from './releasing/publish.ts';
import { readFiles } from './releasing/snapshot.ts';
import type { Renders } from './renders.ts';
import type { Compiled } from './tables/compiled.ts';
import type { Lookup } from './tables/draft/listing.ts';
import type { Files } from './tables/files.ts';
import type { Release, Releases } from './tables/releases.ts';

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly releases: Releases;
  readonly publisher: Publisher;
  readonly drafts: Drafts;
  readonly compiling: Compiling;
  readonly renders: Renders;
  readonly kv: () => KVNamespace;
}

interface Sides {
  readonly from: string;
  readonly to: string;
  readonly files: Difference[];
  /** How many differ, in this part or not. */
  readonly count: number;
  readonly cursor: string | null;
}

/** Which of many files, in path order. */
export interface Part {
  readonly limit?: number | undefined;
  /** The last path before them. */
  readonly cursor?: string | undefined;
}

interface Wanted extends Part {
  readonly path?: string | undefined;
  readonly url?: string | undefined;
}

/** The hash of each file, by path, of 'draft' or a release; none for ''. */
export function hashesOf(
  { files, releases }: { readonly files: Files; readonly releases: Releases },
  name: string,
): Lookup<string> {
  if (name === 'draft') return files.hashes();
  return name === '' ? new Map<string, string>() : readFiles(releases.text(name, 'files')).hashes;
}

/** Compares states of the site: 'draft', 'live', or the id of a release. */
export class Differences extends RpcTarget {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** The files that differ; with `path` that one only and its texts, with `url` what both sides show there too. */
  between(caller: string, from: string, to: string, { path, url, ...part }: Wanted = {}) {
    return outcome(async () => {
      const sides = this.#sources(this.#name(from), this.#name(to), path, part);
      if (url === undefined) return sides;
      const rendered = () => this.#rendered(sides.from, sides.to, url);
      return { ...sides, html: await this.#parts.renders.admit(caller, rendered) };
    });
  }

  /** A page of releases, newest first, and the cursor of the next. */
  releases(limit: number, before?: number): { releases: Release[]; before: number | null } {
    return this.#parts.releases.page(limit, before);
  }

  /** A release and what it was made of, or a part of that; of one that failed or is swept, nothing is kept. */
  release(id: string, part: Part = {}) {
    return outcome(() => {
      const release = this.#parts.releases.get(id);
      if (!release) throw new ProblemError('not_found', `There is no release ${id}`);
      const kept = this.#parts.releases.has(id, 'files');
      const all: Lookup<string> = kept ? hashesOf(this.#parts, id) : new Map<string, string>();
      const { paths, cursor } = partOf(Array.from(all, ([path]) => path).sort(), part);
      const contents = paths.map((path) => ({ path, hash: all.get(path) ?? '' }));
      // While it is checked, they are not all there.
      const reported = release.state !== 'checking' && this.#parts.releases.has(id, 'pages');
      const isTold = part.limit === undefined && reported;
      const pages = isTold ? readReports(this.#parts.releases.text(id, 'pages')) : [];
      return { release, contents, cursor, pages };
    });
  }

  /** A release, or the draft, as something to render. */
  async site(name: string): Promise<Assembled> {
    if (name === 'draft') {
      await this.#parts.compiling.settled();
      return this.#parts.drafts.assembled();
    }
    return new Assembled(this.manifest(name), packsIn(this.#parts.kv()));
  }

  /** The manifest of a release that is whole. */
  manifest(id: string): string {
    return this.#parts.releases.text(id, 'manifest');
  }

  /** The hash of every file of the draft below a prefix, or of a part of them, as lines of text; null where the draft is the one that is known. */
  ofDraft(
    prefix: string,
    known: string | undefined,
    { limit = Number.POSITIVE_INFINITY, cursor = '' }: Part = {},
  ): { draft: string; text: string | null; cursor: string | null } {
    const draft = `"d${this.#parts.files.draft}"`;
    if (known === draft) return { draft, text: null, cursor: null };
    const lines: string[] = [];
    let last = '';
    for (const { path, hash } of this.#parts.files.listed().listing.below(prefix, cursor)) {
      if (lines.length === limit) return { draft, text: lines.join(''), cursor: last };
      lines.push(`${hash}  ${path}\n`);
      last = path;
    }
    return { draft, text: lines.join(''), cursor: null };
  }

  /** Path and hash of each file. */
  hashes(name: string): Map<string, string> {
    return new Map(hashesOf(this.#parts, name));
  }

  /** 'draft', or the id of a release that is there; '' for live before the first publish. */
  #name(given: string): string {
    if (given === 'draft') return given;
    if (given === 'live') return this.#parts.publisher.live?.release ?? '';
    if (this.#parts.releases.get(given)) return given;
    throw new ProblemError('not_found', `There is no release ${given}`);
  }

  #sources(from: string, to: string, path: string | undefined, part: Part): Sides {
    const before = hashesOf(this.#parts, from);
    const after = hashesOf(this.#parts, to);
    const found = (each: string) => difference(each, before.get(each), after.get(each));
    if (path !== undefined) {
      const one = found(path);
      return { from, to, files: one ? [this.#withTexts(one)] : [], count: one ? 1 : 0, cursor: null };
    }
    const all = [...differing({ hashes: before }, { hashes: after })].sort();
    const { paths, cursor } = partOf(all, part);
    return { from, to, files: paths.flatMap((each) => found(each) ?? []), count: all.length, cursor };
  }

  #withTexts({ path, change, before, after }: Difference): Difference {
    const text = (side: Difference['before']) => side && { ...side, ...this.#text(path, side.hash) };
    return { path, change, before: text(before), after: text(after) };
  }

  #text(path: string, hash: string): { text?: string } {
    const text = /^(?:assets|public)\//.test(path) ? undefined : this.#parts.compiled.text(hash);
    return text === undefined ? {} : { text };
  }

  async #rendered(from: string, to: string, url: string) {
    const [before, after] = [await this.shown(from, url), await this.shown(to, url)];
    return { url, same: before.body === after.body && before.status === after.status, before, after };
  }

  /** What an address shows on a release or the draft; '' for none. */
  async shown(name: string, url: string): Promise<{ status: number; body: string | null }> {
    if (name === '') return { status: 404, body: null };
    const texts = (path: string) => this.#parts.drafts.text(path);
    const { status, body } = await this.#parts.renders.piece(async () =>
      renderAt(await this.site(name), { url }, texts, () => this.#parts.files.facts()),
    );
    return { status, body };
  }
}

/** So many of sorted paths behind a cursor, and the cursor of the next. */
function partOf(sorted: readonly string[], { limit = sorted.length, cursor }: Part) {
  const at = cursor === undefined ? 0 : sorted.findIndex((path) => path > cursor);
  const paths = at < 0 ? [] : sorted.slice(at, at + limit);
  const isMore = at >= 0 && at + limit < sorted.length;
  return { paths, cursor: isMore ? (paths.at(-1) ?? null) : null };
}

function difference(
  path: string,
  before: string | undefined,
  after: string | undefined,
): Difference | undefined {
  if (before === after) return undefined;
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const side = (hash: string | undefined) => (hash === undefined ? null : { hash });
  return { path, change, before: side(before), after: side(after) };
}
