import type { RequestObject } from '../../release/request-object.ts';
import type { KeepAlive } from '../../release/shared-load.ts';
import {
  hasFailed,
  isGone,
  type Source,
  type UpstreamAnswer,
  UpstreamAnswers,
} from '../../release/upstream-answers.ts';
import { logUpstream } from '../log.ts';
import type { PageSpec, RequestContext } from '../request-context.ts';
import { type Access, accessOf } from './access.ts';
import { type CacheEntry, type Codec, useOf } from './edge-cache.ts';
import { fetchJson, type JsonAnswer, readData } from './fetch-json.ts';
import { type Call, callsOf } from './target.ts';

/** What the fetches of one request need. */
interface FetchContext extends Access {
  readonly keepAlive: KeepAlive;
  /** Request id. */
  readonly id: () => string;
}

/** Milliseconds for which an upstream that just failed is left alone if there is older data. */
const REST = 5_000;

/** Asks all upstreams of a page at once; `request` is the visitor's. Refuses the page where `callsOf` does. */
export async function askUpstreams(
  { manifest, keepAlive, id, services, waits }: RequestContext,
  { params, fetches = {} }: PageSpec,
  request: RequestObject,
): Promise<UpstreamAnswers> {
  const started = services.now();
  const upstreams = manifest.head.config.upstreams ?? {};
  const access = accessOf(services);
  const fetchContext = { ...access, keepAlive, id };
  const calls = callsOf(fetches, params, request, upstreams, access.secrets);
  const answers = await Promise.all(
    calls.map(async ([name, call]) => [name, await ask(fetchContext, call)] as const),
  );
  waits.fetch += services.now() - started;
  return new UpstreamAnswers(new Map(answers));
}

async function ask(fetchContext: FetchContext, call: Call): Promise<UpstreamAnswer> {
  const started = fetchContext.now();
  const [answer, source] = await find(fetchContext, call);
  const ok = answer.status >= 200 && answer.status < 300;
  const failed = !ok && source === 'asked' && hasFailed(answer.status);
  if (failed || source === 'stale') logUpstream(fetchContext.id(), call.request.url, answer, source);
  return {
    ok,
    status: answer.status,
    data: answer.data,
    source,
    ms: fetchContext.now() - started,
    url: call.request.url.href,
    ...(answer.problem && { problem: answer.problem }),
  };
}

async function find(fetchContext: FetchContext, call: Call): Promise<readonly [JsonAnswer, Source]> {
  const { lifetime, key } = call;
  if (lifetime.fresh + lifetime.stale === 0) return [await send(fetchContext, call), 'asked'];
  const cached = await fetchContext.edge.get(key, fetchContext.now(), lifetime, ANSWER);
  const use = useOf(cached, fetchContext.now(), lifetime);
  if (!cached || use === 'none') return [await send(fetchContext, call), 'asked'];
  if (use === 'fresh') return [cached.value, 'fresh'];
  if (use === 'renew') {
    fetchContext.keepAlive(send(fetchContext, call));
    return [cached.value, 'renew'];
  }
  return fallBack(fetchContext, call, cached);
}

/** Asks, and uses the older data when that fails. An upstream that just failed is left alone for a moment. */
async function fallBack(
  fetchContext: FetchContext,
  call: Call,
  cached: CacheEntry<JsonAnswer>,
): Promise<readonly [JsonAnswer, Source]> {
  const { origin } = call.request.url;
  if (fetchContext.now() < (fetchContext.resting.get(origin) ?? 0)) return [cached.value, 'stale'];
  const answer = await send(fetchContext, call);
  if (!hasFailed(answer.status)) return [answer, 'asked'];
  fetchContext.resting.set(origin, fetchContext.now() + REST);
  return [{ ...cached.value, problem: answer.problem ?? `it answered ${answer.status}` }, 'stale'];
}

/** Sends a request and keeps a good response. Visitors who need the same GET at the same time share one request. */
function send(fetchContext: FetchContext, { request, key, lifetime, problem }: Call): Promise<JsonAnswer> {
  if (problem) return Promise.resolve({ status: 0, text: '', data: null, problem });
  if (request.method !== 'GET') return fetchJson(request, fetchContext.hosts);
  return fetchContext.shared.do(key, fetchContext.keepAlive, async () => {
    const answer = await fetchJson(request, fetchContext.hosts);
    if (lifetime.fresh + lifetime.stale > 0 && isWorthKeeping(answer.status)) {
      const cached = { value: answer, at: fetchContext.now() };
      fetchContext.keepAlive(fetchContext.edge.put(key, cached, lifetime, ANSWER));
    }
    return answer;
  });
}

function isWorthKeeping(status: number): boolean {
  return (status >= 200 && status < 300) || isGone(status);
}

const STATUS = 'x-status';

const ANSWER: Codec<JsonAnswer> = {
  write: ({ status, text }) => new Response(text, { headers: { [STATUS]: String(status) } }),
  async read(response) {
    const text = await response.text();
    return {
      status: Number(response.headers.get(STATUS)),
      text,
      data: await readData(text),
    };
  },
  bytes: ({ text }) => 6 * text.length + 500,
};
