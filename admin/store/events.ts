import { LIMITS } from '../../schema/limits.ts';
import { parseJson } from '../../schema/text/json.ts';
import type { Release } from './tables/releases.ts';
import { Coalesced } from './timing/coalesce.ts';

/** What open admins are sent. */
export type SiteEvent =
  | {
      readonly type: 'saved';
      readonly author: string;
      readonly paths: readonly string[];
      readonly draft: string;
    }
  | {
      readonly type: 'release';
      readonly release: Pick<Release, 'id' | 'version' | 'state' | 'reason' | 'author'>;
    }
  | { readonly type: 'live'; readonly release: string }
  | { readonly type: 'people'; readonly people: readonly Person[] };

/** Who is there, and which file they have open. */
export interface Person {
  /** Of the connection: one person may have two. */
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
}

/** Kept with a socket while the object sleeps. `ends` is when what let it in expires, in milliseconds since the epoch. */
type Attached = { readonly ends: number | null } & (
  | { readonly kind: 'author'; readonly person: Person }
  | { readonly kind: 'preview'; readonly of: string }
);

/** Paths that one event names. */
const PATHS = 100;
/** People whom one message lists. */
const PEOPLE = 100;
/** Connections of one site in all, of one author, of one preview link, and of all previews: authors always find room. */
export const CONNECTIONS = 500;
export const EACH = { author: 20, preview: 50 };
const PREVIEWS = 400;
/** Milliseconds between two messages about people, and two that tell previews to reload. */
const EVERY = { people: 1_000, reload: 250 };
/** Characters of a message, and messages of one connection in so many milliseconds: more end it. */
const MESSAGE = 16_384;
const RATE = { messages: 30, in: 10_000 };
/** Characters that a connection is sent without a word from its client. */
export const UNREAD = 1024 * 1024;

/** The WebSockets of a site. They hibernate: all that is known of one is attached to it. */
export class Events {
  readonly #ctx: DurableObjectState;
  readonly #people = new Coalesced(EVERY.people, () => this.#tellPeople());
  readonly #reload = new Coalesced(EVERY.reload, () => this.#tellReload());
  /** What each connection has said lately. Lost when the object sleeps, which it does when nobody says anything. */
  readonly #heard = new WeakMap<WebSocket, { since: number; messages: number }>();

  /** What each connection was sent since it was heard last. Lost when the object sleeps too. */
  readonly #sent = new WeakMap<WebSocket, { heard: number; characters: number }>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Connects an author, of this identity and shown by this name, until `ends` or until the session ends. */
  connect(who: string, name: string, ends: number | null, session: string | null): Response {
    const person: Person = { id: crypto.randomUUID().slice(0, 8), name, path: null };
    const tags = session === null ? [] : [sessionTag(session)];
    const response = this.#accept({ kind: 'author', person, ends }, `who:${who}`.slice(0, 256), tags);
    this.#people.ask();
    return response;
  }

  /** Connects a page that shows a preview. */
  connectPreview(of: string, ends: number): Response {
    return this.#accept({ kind: 'preview', of, ends }, `preview:${of}`);
  }

  tell(event: SiteEvent): void {
    const text = JSON.stringify('paths' in event ? { ...event, paths: event.paths.slice(0, PATHS) } : event);
    this.#send('author', text);
    if (event.type === 'saved') this.#reload.ask();
  }

  /** Ends the connections of what has expired; returns the milliseconds until the next one does. */
  endExpired(now: number): number | undefined {
    let next: number | undefined;
    for (const socket of this.#ctx.getWebSockets()) {
      const ends = attached(socket)?.ends ?? null;
      if (ends !== null && ends <= now) socket.close(4401, 'signed out');
      else if (ends !== null) next = Math.min(next ?? ends, ends);
    }
    return next && Math.max(0, next - now);
  }

  /** `{"type":"open","path":"pages/index.liquid"}`: the file that an author looks at, or null. Anything else is ignored. */
  heard(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#sent.delete(socket);
    if (lengthOf(message) > MESSAGE) socket.close(1009, 'the message is too long');
    else if (this.#isTooMuch(socket)) socket.close(1008, 'too many messages');
    else this.#read(socket, message);
  }

  #read(socket: WebSocket, message: string | ArrayBuffer): void {
    const known = attached(socket);
    const path = typeof message === 'string' ? readOpen(message) : undefined;
    if (known?.kind !== 'author' || path === undefined || path === known.person.path) return;
    socket.serializeAttachment({ ...known, person: { ...known.person, path } } satisfies Attached);
    this.#people.ask();
  }

  closed(socket: WebSocket): void {
    if (attached(socket)?.kind === 'author') this.#people.ask();
  }

  /** Ends the connections of an identity (`who:…`), of a session or of a preview (`preview:…`). */
  end(tag: string): void {
    for (const socket of this.#ctx.getWebSockets(tag.slice(0, 256))) socket.close(4401, 'signed out');
  }

  #accept(what: Attached, tag: string, more: readonly string[] = []): Response {
    this.endExpired(Date.now());
    if (this.#isFull(what.kind, tag)) return new Response('Too many connections.\n', { status: 503 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, [tag, `kind:${what.kind}`, ...more]);
    server.serializeAttachment(what);
    return new Response(null, { status: 101, webSocket: client });
  }

  #isFull(kind: Attached['kind'], tag: string): boolean {
    const open = (which?: string) => this.#ctx.getWebSockets(which).filter(isOpen).length;
    if (open() >= CONNECTIONS || open(tag) >= EACH[kind]) return true;
    return kind === 'preview' && open('kind:preview') >= PREVIEWS;
  }

  #isTooMuch(socket: WebSocket): boolean {
    const now = Date.now();
    const before = this.#heard.get(socket);
    const heard = before && now - before.since < RATE.in ? before : { since: now, messages: 0 };
    heard.messages += 1;
    this.#heard.set(socket, heard);
    return heard.messages > RATE.messages;
  }

  #send(kind: Attached['kind'], text: string): void {
    const now = Date.now();
    for (const socket of this.#ctx.getWebSockets()) {
      const known = attached(socket);
      if (known?.kind !== kind || (known.ends ?? now + 1) <= now) continue;
      if (this.#isUnread(socket, text.length))
        socket.close(1013, 'nothing was heard for a megabyte: send ping now and then');
      else send(socket, text);
    }
  }

  /** Whether too much was sent since the client was heard last: the platform keeps what is not read, and does not say how much. */
  #isUnread(socket: WebSocket, characters: number): boolean {
    const heard = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    const before = this.#sent.get(socket);
    const sent = before?.heard === heard ? before.characters + characters : characters;
    this.#sent.set(socket, { heard, characters: sent });
    return sent > UNREAD;
  }

  #tellReload(): void {
    this.#send('preview', JSON.stringify({ type: 'reload' }));
  }

  #tellPeople(): void {
    const people = this.#ctx
      .getWebSockets()
      .filter(isOpen)
      .map(attached)
      .flatMap((known) => (known?.kind === 'author' ? [known.person] : []))
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    this.tell({ type: 'people', people: people.slice(0, PEOPLE) });
  }
}

/** Under which the connections of a session are found: by the hash of its cookie. */
export const sessionTag = (hash: string): string => `session:${hash}`;

/** What was attached in #accept. */
const attached = (socket: WebSocket) => socket.deserializeAttachment() as Attached | null;

function readOpen(message: string): string | null | undefined {
  try {
    const said: unknown = parseJson(message);
    if (typeof said !== 'object' || said === null || Reflect.get(said, 'type') !== 'open') return undefined;
    const path: unknown = Reflect.get(said, 'path');
    if (path === null) return null;
    return typeof path === 'string' && path.length <= LIMITS.pathCharacters ? path : undefined;
  } catch {
    return undefined; // not JSON: nothing that we know
  }
}

function send(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // It is closing; its close event follows.
  }
}

const lengthOf = (message: string | ArrayBuffer): number =>
  typeof message === 'string' ? message.length : message.byteLength;

/** One that is being closed is still listed for a moment. */
const isOpen = ({ readyState }: WebSocket): boolean => readyState === WebSocket.OPEN;

/** When what let a caller in expires; null when it does not. */
export function endOf(request: Request): number | null {
  const ends = request.headers.get('x-ends');
  return ends === null ? null : Number(ends);
}
