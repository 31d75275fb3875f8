import { parseJson } from '../../schema/json.ts';
import type { Release } from './releases.ts';

/** What open admins are told. */
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

/** Kept with a socket while the object sleeps. */
type Attached =
  | { readonly kind: 'author'; readonly person: Person }
  | { readonly kind: 'preview'; readonly of: string };

/** Paths that one event names. */
const PATHS = 100;
/** Connections of one site, previews included. */
export const CONNECTIONS = 500;

/** The WebSockets of a site. They hibernate: all that is known of one is attached to it. */
export class Events {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Connects an author. */
  connect(name: string): Response {
    const person: Person = { id: crypto.randomUUID().slice(0, 8), name, path: null };
    const response = this.#accept({ kind: 'author', person }, `name:${name}`.slice(0, 256));
    this.#tellPeople();
    return response;
  }

  /** Connects a page that shows a preview. */
  connectPreview(of: string): Response {
    return this.#accept({ kind: 'preview', of }, `preview:${of}`);
  }

  tell(event: SiteEvent): void {
    const text = JSON.stringify('paths' in event ? { ...event, paths: event.paths.slice(0, PATHS) } : event);
    const reload = event.type === 'saved' ? JSON.stringify({ type: 'reload' }) : undefined;
    for (const socket of this.#ctx.getWebSockets()) {
      const said = attached(socket)?.kind === 'author' ? text : reload;
      if (said !== undefined) send(socket, said);
    }
  }

  /** `{"type":"open","path":"pages/index.liquid"}`: the file that an author looks at, or null. Anything else is ignored. */
  heard(socket: WebSocket, message: string | ArrayBuffer): void {
    const known = attached(socket);
    const path = typeof message === 'string' && message.length < 1_000 ? readOpen(message) : undefined;
    if (known?.kind !== 'author' || path === undefined || path === known.person.path) return;
    socket.serializeAttachment({ kind: 'author', person: { ...known.person, path } } satisfies Attached);
    this.#tellPeople();
  }

  closed(socket: WebSocket): void {
    if (attached(socket)?.kind === 'author') this.#tellPeople(socket);
  }

  /** Ends the connections of a name (`name:…`) or of a preview (`preview:…`). */
  end(tag: string): void {
    for (const socket of this.#ctx.getWebSockets(tag.slice(0, 256))) socket.close(4401, 'signed out');
  }

  #accept(what: Attached, tag: string): Response {
    if (this.#ctx.getWebSockets().length >= CONNECTIONS)
      return new Response('Too many connections to this site.\n', { status: 503 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, [tag]);
    server.serializeAttachment(what);
    return new Response(null, { status: 101, webSocket: client });
  }

  #tellPeople(without?: WebSocket): void {
    const people = this.#ctx
      .getWebSockets()
      .filter((socket) => socket !== without)
      .map(attached)
      .flatMap((known) => (known?.kind === 'author' ? [known.person] : []))
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    this.tell({ type: 'people', people });
  }
}

/** What was attached in #accept. */
const attached = (socket: WebSocket) => socket.deserializeAttachment() as Attached | null;

function readOpen(message: string): string | null | undefined {
  try {
    const said: unknown = parseJson(message);
    if (typeof said !== 'object' || said === null || Reflect.get(said, 'type') !== 'open') return undefined;
    const path: unknown = Reflect.get(said, 'path');
    return typeof path === 'string' || path === null ? path : undefined;
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
