import { property } from '../liquid/run/property.ts';
import { FLAG } from '../liquid/run/render.ts';
import { HostObject } from '../liquid/run/values.ts';
import type { Working } from './load.ts';
import type { Values } from './target.ts';
import type { UpstreamAnswer } from './upstream.ts';

/**
 * Bits that a render sets when it reads what is not fixed for a release; the language's own bits lie below. `url` is
 * the same for all who ask for one URL, `visitor` is not.
 */
export const READS = { url: 1 << 8, visitor: 1 << 9, upstream: 1 << 10, nonce: 1 << 11 } as const;

/** What a page made dynamic, in words, by the bits of READS and of the language. */
export function readsOf(flags: number): string[] {
  return Object.entries({ ...FLAG, ...READS })
    .filter(([, bit]) => flags & bit)
    .map(([name]) => name);
}

/** `data`: folders of data files, each file loaded when it is first read. */
export class DataFolder extends HostObject {
  readonly #working: Working;
  readonly #prefix: string;

  constructor(working: Working, prefix = 'data/') {
    super();
    this.#working = working;
    this.#prefix = prefix;
  }

  override get(name: string): unknown {
    const key = this.#prefix + name;
    const value = this.#working.data(key);
    if (value !== undefined) return value;
    return this.#working.manifest.hasPrefix(`${key}/`) ? new DataFolder(this.#working, `${key}/`) : undefined;
  }

  override keys(): string[] {
    const below = this.#working.manifest
      .keys(this.#prefix)
      .map((key) => key.slice(this.#prefix.length).split('/')[0] ?? '');
    return [...new Set(below)];
  }
}

/** Request headers and cookies that a page lists. */
interface Listed {
  readonly headers?: readonly string[] | undefined;
  readonly cookies?: readonly string[] | undefined;
}

/** What templates see as `request`. Headers and cookies are there only where the page lists them. */
export class RequestObject extends HostObject {
  /** READS bits of what was read here. `path` sets none: pages are kept by their path. */
  reads = 0;
  readonly #request: Request;
  readonly #url: URL;
  readonly #id: () => string;
  readonly #listed: Listed;

  constructor(request: Request, url: URL, id: () => string, listed: Listed = {}) {
    super();
    this.#request = request;
    this.#url = url;
    this.#id = id;
    this.#listed = listed;
  }

  override get(name: string): unknown {
    if (name === 'path') return this.#url.pathname;
    this.reads |= name === 'host' || name === 'query' ? READS.url : READS.visitor;
    return this.#read(name);
  }

  #read(name: string): unknown {
    switch (name) {
      case 'id':
        return this.#id();
      case 'method':
        return this.#request.method;
      case 'host':
        return this.#url.host;
      case 'query':
        return Object.fromEntries(this.#url.searchParams);
      case 'country':
        return this.#request.cf?.country ?? null;
      case 'language':
        return this.#request.headers.get('accept-language')?.split(/[,;]/)[0]?.trim() ?? null;
      case 'headers':
        return readHeaders(this.#request.headers, this.#listed.headers ?? []);
      case 'cookies':
        return readCookies(this.#request.headers.get('cookie') ?? '', this.#listed.cookies ?? []);
      default:
        return undefined;
    }
  }

  override keys(): string[] {
    return ['path', 'method', 'host', 'query', 'country', 'language', 'headers', 'cookies'];
  }
}

/** `upstream`: how each fetch of the page went. */
export class UpstreamObject extends HostObject {
  /** Fetches whose `ok` or `status` the page read: it answers itself for those that failed. */
  readonly seen = new Set<string>();
  readonly #answers: ReadonlyMap<string, UpstreamAnswer>;

  constructor(answers: ReadonlyMap<string, UpstreamAnswer>) {
    super();
    this.#answers = answers;
  }

  override get(name: string): unknown {
    const answer = this.#answers.get(name);
    return answer && new Outcome(answer, () => this.seen.add(name));
  }

  override keys(): string[] {
    return [...this.#answers.keys()];
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

/** What `{name}`, `{query.x}` and `{request.country}` of a fetch stand for. */
export function valuesOf(params: Readonly<Record<string, string>>, request: RequestObject): Values {
  return (name) => {
    if (!name.includes('.')) return Object.hasOwn(params, name) ? params[name] : undefined;
    const [first, ...keys] = name.split('.');
    const path = first === 'request' ? keys : [first ?? '', ...keys];
    let value: unknown = request;
    for (const key of path) value = property(value, key);
    return typeof value === 'string' ? value : undefined;
  };
}

function readHeaders(headers: Headers, listed: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(listed.map((name) => [name.toLowerCase(), headers.get(name)]));
}

function readCookies(header: string, listed: readonly string[]): Record<string, string> {
  const found: [string, string][] = [];
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && listed.includes(name)) found.push([name, pair.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(found);
}
