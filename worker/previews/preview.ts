import { Lru } from '../../release/memory.ts';
import { Manifest } from '../../release/read-manifest.ts';
import { send } from '../../release/response/send-page.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { locationOf } from '../../schema/location.ts';
import type { OpenPreview, PreviewEntry } from '../../schema/preview.ts';
import { canonicalPath } from '../../schema/route.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { VERSION } from '../../schema/version.ts';
import type { Isolate } from '../isolate.ts';
import { handle } from '../others/route.ts';
import { findMade } from '../pages/made.ts';
import type { IncomingRequest, Services } from '../request-context.ts';
import { textOf } from '../warm/find.ts';
import { withHeaders } from '../warm/respond.ts';
import { banner } from './banner.ts';
import { InspectorTrace, inspect } from './inspect.ts';
import { LIVE } from './scripts.generated.ts';

/** Bytes of memory for previews in an isolate. */
const MEMORY = 8 * 1024 * 1024;

/** `/_preview/<token>` and other addresses of previews; no page may have such an address. */
const PREFIX = '/_preview/';
const COOKIE = /^(?:__Host-)?meniscus-preview$/;
/** Cookies of our name that are looked at: a visitor may have any number, of which we set one. */
const TOKENS = 4;
const PRIVATE = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };

/**
 * Shows the draft or another release to whoever has the link: a link sets a cookie, and what the cookie names is
 * rendered as any release is. Nothing of it is kept where visitors' pages are.
 */
class Previews {
  readonly #entry: PreviewEntry;
  readonly #services: Services;
  readonly #memory = new Lru(MEMORY);

  constructor(entry: PreviewEntry, services: Services) {
    this.#entry = entry;
    this.#services = services;
  }

  /**
   * Responds to a request for a preview; undefined when it is a visitor's after all. A cookie that opens nothing (any
   * more) is never a reason to redirect, since it may not be ours to delete: its visitor sees what all others see.
   */
  async handle(incoming: IncomingRequest): Promise<Response | undefined> {
    const { request } = incoming;
    const url = new URL(incoming.address);
    const tokens = tokensOf(request.headers.get('cookie') ?? '');
    if (url.pathname.startsWith(PREFIX))
      return this.#control(request, url, url.pathname.slice(PREFIX.length), tokens[0]);
    for (const each of tokens) {
      const open = await this.#entry.open(each);
      const shown = open && (await this.#show(incoming, url, each, open));
      if (shown) return shown;
    }
    return undefined;
  }

  async #control(request: Request, url: URL, name: string, token: string | undefined): Promise<Response> {
    if (name === 'leave') return leave(url, '/');
    if (name === 'live.js') return new Response(LIVE, { headers: { 'content-type': 'text/javascript' } });
    if (name === 'version')
      return Response.json({ meniscus: VERSION, manifest: MANIFEST_FORMAT }, { headers: PRIVATE });
    if (name === 'events' && token !== undefined) {
      return this.#entry.fetch(
        new Request(`https://admin.internal/?token=${encodeURIComponent(token)}`, request),
      );
    }
    const open = await this.#entry.open(name);
    if (!open) return new Response('This preview has ended.\n', { status: 404, headers: PRIVATE });
    const seconds = Math.max(0, Math.floor((open.expires - this.#services.now()) / 1_000));
    return goTo(url, url.searchParams.get('to') ?? '/', [cookieOf(url.protocol === 'https:', name, seconds)]);
  }

  /** Undefined when the release or draft of the link is gone. */
  async #show(
    incoming: IncomingRequest,
    url: URL,
    token: string,
    open: OpenPreview,
  ): Promise<Response | undefined> {
    const manifest = await this.#manifest(token, open.release);
    if (!manifest) return undefined;
    const inspected = url.searchParams.get('inspect');
    url.searchParams.delete('inspect');
    const trace = new InspectorTrace(inspected !== null);
    const context = { ...incoming, address: url.href, manifest, services: this.#servicesFor(token) };
    const found = await handle({ ...context, trace });
    if (inspected !== null) {
      const path = canonicalPath(url.pathname);
      trace.made = path !== undefined && (await findMade(context, path, path, textOf)) !== undefined;
      return inspect(incoming.request, { open, url, trace, waits: incoming.waits, id: incoming.id() });
    }
    if ('response' in found) return withHeaders(found.response, PRIVATE);
    const { page } = found;
    const isHtml = page.headers['content-type']?.startsWith('text/html');
    const body = `${page.body}${isHtml ? banner(open, url) : ''}`;
    return send(incoming.request, { ...page, body, bytes: utf8Length(body), etag: undefined }, PRIVATE);
  }

  async #manifest(token: string, release: string): Promise<Manifest | undefined> {
    const known = this.#memory.get<Manifest>(release);
    if (known) return known;
    const text = await this.#entry.manifest(token);
    if (text === null) return undefined;
    const manifest = new Manifest(release, text);
    this.#memory.set(manifest.head.id, manifest, manifest.bytes);
    return manifest;
  }

  /** As for visitors, but programs and data come from the admin and are kept apart. Assets are in KV as soon as they are saved. */
  #servicesFor(token: string): Services {
    const packs = { read: (names: readonly string[]) => this.#packs(token, names) };
    return { ...this.#services, store: { packs, memory: this.#memory, shared: new SharedLoads() } };
  }

  async #packs(token: string, names: readonly string[]): Promise<Map<string, string | null>> {
    const packs = await this.#entry.packs(token, names);
    return new Map(names.map((name) => [name, Object.hasOwn(packs, name) ? (packs[name] ?? null) : null]));
  }
}

const made = new WeakMap<Isolate, Previews>();

/** The previews of an isolate, or undefined where there are none. */
export function previewsOf(isolate: Isolate): Previews | undefined {
  if (!isolate.preview) return undefined;
  const known = made.get(isolate) ?? new Previews(isolate.preview, isolate.services);
  made.set(isolate, known);
  return known;
}

/** Tokens of all cookies of our name: of one name there can be several, of other paths and domains. */
function tokensOf(header: string): string[] {
  const found = header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return COOKIE.test(pair.slice(0, equals).trim()) ? [pair.slice(equals + 1).trim()] : [];
  });
  return [...new Set(found)].filter((token) => token !== '').slice(0, TOKENS);
}

/** The same response, and the end of the cookies that it came with: they opened nothing. */
export function withoutCookies(response: Response, secure: boolean): Response {
  const ended = withHeaders(response, { 'cache-control': 'no-store' });
  for (const cookie of endings(secure)) ended.headers.append('set-cookie', cookie);
  return ended;
}

function leave(url: URL, to: string): Response {
  return goTo(url, to, endings(url.protocol === 'https:'));
}

/** Ends every cookie of ours, also the one that the other scheme set. */
const endings = (secure: boolean): string[] => [
  ...(secure ? [cookieOf(true, '', 0)] : []),
  cookieOf(false, '', 0),
];

/** Only ever to an address of this site. */
function goTo(url: URL, to: string, cookies: readonly string[]): Response {
  const target = URL.parse(to, url.origin);
  const location = target?.origin === url.origin ? locationOf(target.pathname + target.search) : '/';
  const headers = new Headers({ ...PRIVATE, location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

/** Safari takes a Secure cookie on https only, and `__Host-` asks for Secure. */
function cookieOf(secure: boolean, value: string, seconds: number): string {
  const [name, more] = secure ? ['__Host-meniscus-preview', '; Secure'] : ['meniscus-preview', ''];
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${more}`;
}
