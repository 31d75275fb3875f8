import { HostObject } from '../liquid/run/values/values.ts';
import { READS } from './reads.ts';

/** Request headers and cookies that a page lists. */
interface Listed {
  readonly headers?: readonly string[] | undefined;
  readonly cookies?: readonly string[] | undefined;
}

/** Pairs of a query or of a cookie header that are read. A form has tens; what is beyond them is a visitor's mistake or trick. */
export const MOST_PAIRS = 256;

/** What is read of a request. */
export type Requested = Pick<Request, 'method' | 'headers' | 'cf'>;

/**
 * What templates see as `request`. Headers and cookies are there only where the page lists them. Each part is read once a
 * request, however often a page asks: they are as long as the visitor makes them.
 */
export class RequestObject extends HostObject {
  /** READS bits of what was read here. `path` sets none: pages are kept by their path. */
  reads = 0;
  private readonly request: Requested;
  private readonly address: string;
  private readonly id: () => string;
  private readonly listed: Listed;
  private readonly known = new Map<string, unknown>();

  constructor(request: Requested, address: string, id: () => string, listed: Listed = {}) {
    super();
    this.request = request;
    this.address = address;
    this.id = id;
    this.listed = listed;
  }

  override get(name: string): unknown {
    if (name !== 'path') this.reads |= name === 'host' || name === 'query' ? READS.url : READS.visitor;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const value = this.read(name);
    if (value !== undefined) this.known.set(name, value);
    return value;
  }

  protected read(name: string): unknown {
    switch (name) {
      case 'path':
        return new URL(this.address).pathname;
      case 'id':
        return this.id();
      case 'method':
        return this.request.method;
      case 'host':
        return new URL(this.address).host;
      case 'query':
        return readQuery(this.address);
      case 'country':
        return this.request.cf?.country ?? null;
      case 'language':
        return this.request.headers.get('accept-language')?.split(/[,;]/)[0]?.trim() ?? null;
      case 'headers':
        return readHeaders(this.request.headers, this.listed.headers ?? []);
      case 'cookies':
        return readCookies(this.request.headers.get('cookie') ?? '', this.listed.cookies ?? []);
      default:
        return undefined;
    }
  }

  override keys(): string[] {
    return ['path', 'method', 'host', 'query', 'country', 'language', 'headers', 'cookies'];
  }
}

/** A query with nothing to decode. */
const PLAIN = /^[\w.~=&-]*$/;

/** The last value of each name. The platform's parser is called where there is something to decode: it takes longer than the rest of most pages. */
export function readQuery(address: string): Record<string, string> {
  const mark = address.indexOf('?');
  if (mark < 0) return {};
  const pairs = address.slice(mark + 1).split('&', MOST_PAIRS);
  const isPlain = PLAIN.test(address.slice(mark + 1));
  return Object.fromEntries(
    isPlain ? pairs.filter(Boolean).map(plainPair) : new URLSearchParams(pairs.join('&')),
  );
}

function plainPair(pair: string): [name: string, value: string] {
  const equals = `${pair}=`.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function readHeaders(headers: Headers, listed: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(listed.map((name) => [name.toLowerCase(), headers.get(name)]));
}

function readCookies(header: string, listed: readonly string[]): Record<string, string> {
  const found: [string, string][] = [];
  for (const pair of header.split(';', MOST_PAIRS)) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && listed.includes(name)) found.push([name, pair.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(found);
}
