import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { jsonOf } from '../api/json-of.ts';
import { lookupFor } from '../api/transport.ts';
import type { Target } from '../config/target.ts';

const savedSchema = z.object({
  type: z.literal('saved'),
  author: z.string(),
  paths: z.array(z.string()),
  draft: z.string(),
});

/** Somebody saved, or nobody knows what happened while there was no connection. */
export type Heard = z.infer<typeof savedSchema> | { readonly type: 'connected' };

/** Milliseconds between tries, and between signs of life. */
const AGAIN = 1_000;
const PING = 20_000;

/** Listens to what happens on a site until it is closed, whatever the network does. */
export class SiteEvents {
  readonly #target: Target;
  readonly #heard: (event: Heard) => void;
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(target: Target, heard: (event: Heard) => void) {
    this.#target = target;
    this.#heard = heard;
    this.#open();
  }

  #open(): void {
    const { origin, credential } = this.#target;
    const url = new URL('/api/events', origin);
    const headers = {
      ...(credential && 'token' in credential && { authorization: `Bearer ${credential.token}` }),
      ...(credential && 'cookie' in credential && { cookie: credential.cookie, origin }),
    };
    const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
      headers,
      handshakeTimeout: 5_000,
      ...lookupFor(url.hostname),
    });
    this.#socket = socket;
    let alive: NodeJS.Timeout | undefined;
    socket.on('open', () => {
      alive = setInterval(() => socket.send('ping'), PING);
      this.#heard({ type: 'connected' });
    });
    socket.on('message', (data) => {
      const parsed = z.safeParse(savedSchema, jsonOf(String(data))); // "pong" is no JSON
      if (parsed.success) this.#heard(parsed.data);
    });
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => {
      clearInterval(alive);
      if (!this.#closed) this.#timer = setTimeout(() => this.#open(), AGAIN);
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.terminate();
  }
}
