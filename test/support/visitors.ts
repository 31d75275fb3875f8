import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import { liveText } from '../../site/release/short.ts';
import { partsOf } from '../../site/release/texts.ts';
import { createApp } from '../../worker/app.ts';

/** What a visitor got, without what tells how it was made. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Visited extends Answer {
  /** `server-timing`. */
  readonly timing: string;
  /** Keys of KV that were read, in rounds. */
  readonly rounds: readonly (readonly string[])[];
}

/**
 * An isolate of the site Worker in Node, which reads a release from a Map of KV values. With `whole`, it finds nothing that was made
 * at publish: every page is rendered from its own program. `hosts` are those that upstreams may be on.
 */
export function visitorsOf(values: ReadonlyMap<string, string>, { whole = false, hosts = '' } = {}) {
  const rounds: string[][] = [];
  const live = values.get(KEYS.live('main')) ?? '';
  const { id } = JSON.parse(live.slice(0, live.indexOf('\n'))) as { id: string };
  const shown = whole ? withoutMade(values.get(KEYS.release(id)) ?? live) : live;
  const kv = {
    get: async (keys: string | readonly string[]) => {
      rounds.push([keys].flat());
      if (typeof keys === 'string') return values.get(keys) ?? null;
      return new Map(keys.map((key) => [key, values.get(key) ?? null]));
    },
    getWithMetadata: async (key: string) => {
      rounds.push([key]);
      // Assets, without what is known of them.
      if (key !== KEYS.live('main')) return { value: values.get(key) ?? null, metadata: null };
      return { value: shown, metadata: { id, format: MANIFEST_FORMAT, move: 1, since: 0 } };
    },
  } as unknown as KVNamespace; // all that the site Worker asks of it
  const ever = { look: Number.POSITIVE_INFINITY, wait: Number.POSITIVE_INFINITY };
  const app = createApp({ kv, site: 'main', fresh: ever, clock: { now: () => 0 }, hosts });
  return async (path: string, init: RequestInit = {}): Promise<Visited> => {
    rounds.length = 0;
    const request = new Request(`https://site.test${path}`, { headers: { 'cf-ray': 'ray' }, ...init });
    const response = await app.fetch(request, {}, { waitUntil: (work) => void work.catch(() => undefined) });
    const {
      'server-timing': timing = '',
      'x-isolate': _isolate,
      ...headers
    } = Object.fromEntries(response.headers);
    return { status: response.status, body: await response.text(), headers, timing, rounds: [...rounds] };
  };
}

/** A release's text as if nothing had been made when it was, to the length. */
export function withoutMade(manifest: string): string {
  const end = manifest.indexOf('\n') + 1;
  const head = JSON.parse(manifest.slice(0, end)) as { index: number; made?: number };
  const { made: _made, ...rest } = head;
  const index = manifest
    .slice(end, end + head.index)
    .replaceAll('"ready":', '"later":')
    .replaceAll('"residual":', '"leftover":');
  return `${JSON.stringify({ ...rest, index: index.length })}\n${index}${manifest.slice(end + head.index)}`;
}

/** What KV has of a release, with the short form of it as `live`, whatever its size. */
export function shortened(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const key = KEYS.live('main');
  const whole = values.get(key) ?? '';
  const [{ id }] = partsOf(whole);
  return new Map([...values, [key, liveText(whole, 0)], [KEYS.release(id), whole]]);
}
