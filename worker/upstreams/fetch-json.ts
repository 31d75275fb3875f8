import { LATE } from '../../liquid/run/late.ts';
import { messageOf } from '../../schema/message-of.ts';
import { hasExactNumbers, wellFormedJson } from '../../schema/text/json.ts';
import type { Hosts } from './access.ts';

/** One request to an upstream, with all values filled in. */
export interface JsonRequest {
  readonly url: URL;
  readonly method: string;
  /** The upstream's own headers: not sent on to another origin that it redirects to. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, for POST. */
  readonly body?: string;
  /** Seconds for all of it: connecting, redirects, the whole body. */
  readonly timeout: number;
  /** Most bytes of a body. */
  readonly limit: number;
}

/** What came back. `status` is 0 when that was nothing usable; `problem` says why. */
export interface JsonAnswer {
  readonly status: number;
  /** The body; empty when there was none. Known to be JSON when the status is 2xx. */
  readonly text: string;
  readonly data: unknown;
  readonly problem?: string;
}

const REDIRECTS = 3;

/**
 * Asks for JSON. The body decides whether it is JSON, not its content type. Never throws: whatever goes wrong gives
 * status 0. Redirects are followed for GET and only to hosts that are allowed.
 */
export async function fetchJson(request: JsonRequest, hosts: Hosts): Promise<JsonAnswer> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), request.timeout * 1_000);
  try {
    const response = await follow(request, hosts, late.signal);
    if (typeof response === 'string') return nothing(response);
    const text = await readText(response, request.limit, late.signal);
    if (text === undefined) return nothing(`its answer is larger than ${request.limit} bytes`);
    return await readAnswer(response.status, text);
  } catch (error) {
    if (late.signal.aborted) return nothing(`it took longer than ${request.timeout} s`);
    return nothing(messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}

const nothing = (problem: string): JsonAnswer => ({ status: 0, text: '', data: null, problem });

/** The answer behind the redirects, or why there is none. */
async function follow(request: JsonRequest, hosts: Hosts, signal: AbortSignal): Promise<Response | string> {
  let { url } = request;
  for (let step = 0; step <= REDIRECTS; step++) {
    if (!hosts.allows(url)) return `${url.host} is not in UPSTREAM_HOSTS`;
    const own = url.origin === request.url.origin ? request.headers : {};
    const response = await fetch(url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...own,
        ...(request.body && { 'content-type': 'application/json' }),
      },
      ...(request.body && { body: request.body }),
      redirect: 'manual',
      signal,
    });
    const location = isRedirect(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (request.method !== 'GET') return `it redirects a ${request.method}`;
    const next = URL.parse(location, url);
    if (!next) return 'it redirects to something that is no URL';
    url = next;
  }
  return `it redirects more than ${REDIRECTS} times`;
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

/** A body as text, read as it comes; undefined as soon as it is larger than the limit. */
async function readText(response: Response, limit: number, signal: AbortSignal): Promise<string | undefined> {
  if (!response.body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const stop = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('late')), { once: true });
  });
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stop]);
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > limit) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function readAnswer(status: number, text: string): Promise<JsonAnswer> {
  try {
    return { status, text, data: await readData(text) };
  } catch {
    if (status >= 200 && status < 300) return nothing('its answer is not JSON');
    return { status, text: '', data: null };
  }
}

/** Parses JSON and keeps its numbers as they are written; null for an empty text. The code for exact numbers is loaded only when there are some. */
export async function readData(text: string): Promise<unknown> {
  if (text === '') return null;
  const json = wellFormedJson(text);
  if (!hasExactNumbers(json)) return JSON.parse(json);
  await import('../../release/more.ts');
  return LATE.exact?.(json);
}
