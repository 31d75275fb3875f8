import type { Lru } from '../../release/memory.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { EdgeCache } from './edge-cache.ts';
import { Hosts, listedSecrets, type Secrets } from './hosts.ts';

/** Settings for requests to upstreams. `accessOf` turns them into an Access at the first request. */
export interface UpstreamConfig {
  /** The name of the site: each has a cache of its own. */
  readonly site: string;
  readonly hosts: string;
  readonly secrets: Secrets | undefined;
  /** The memory of visitors' requests, in previews too: upstreams send the same data to both. */
  readonly memory: Lru;
}

/** What the operator allows, and where an isolate keeps data of upstreams. */
export interface Access {
  readonly hosts: Hosts;
  /** What `${NAME}` in headers may become. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly edge: EdgeCache;
  readonly shared: SharedLoads;
  /** Until when an origin that failed is left alone if there is older data: see REST in ask.ts. */
  readonly resting: Map<string, number>;
  readonly now: () => number;
}

/** One for each isolate, made when its first upstream is asked. */
const made = new WeakMap<UpstreamConfig, Access>();

export function accessOf({
  upstreamConfig,
  now,
}: {
  readonly upstreamConfig: UpstreamConfig;
  readonly now: () => number;
}): Access {
  const known = made.get(upstreamConfig);
  if (known) return known;
  const { site, hosts, secrets, memory } = upstreamConfig;
  const access = {
    hosts: new Hosts(hosts),
    secrets: secrets ? listedSecrets(secrets) : {},
    edge: new EdgeCache(memory, site),
    shared: new SharedLoads(),
    resting: new Map(),
    now,
  };
  made.set(upstreamConfig, access);
  return access;
}
