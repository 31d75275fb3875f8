import { HostObject } from '../liquid/run/values.ts';
import type { Working } from './load.ts';

/** Bits that a render sets when it reads what is not fixed for a release; the language's own bits lie below. */
export const READS = { request: 1 << 8, upstream: 1 << 9, nonce: 1 << 10 } as const;

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

/** What templates see as `request`. Headers and cookies are there only where the page lists them. */
export class RequestObject extends HostObject {
  readonly #request: Request;
  readonly #url: URL;
  readonly #listed: {
    readonly headers?: readonly string[] | undefined;
    readonly cookies?: readonly string[] | undefined;
  };

  constructor(
    request: Request,
    url: URL,
    listed: { headers?: readonly string[] | undefined; cookies?: readonly string[] | undefined } = {},
  ) {
    super();
    this.#request = request;
    this.#url = url;
    this.#listed = listed;
  }

  override get(name: string): unknown {
    switch (name) {
      case 'path':
        return this.#url.pathname;
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
        return Object.fromEntries(
          (this.#listed.headers ?? []).map((header) => [
            header.toLowerCase(),
            this.#request.headers.get(header),
          ]),
        );
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

function readCookies(header: string, listed: readonly string[]): Record<string, string> {
  const found: [string, string][] = [];
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && listed.includes(name)) found.push([name, pair.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(found);
}
