import type { Lru } from '../../release/memory.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { EdgeCache } from './edge-cache.ts';
import { Hosts, listedSecrets, type Secrets } from './hosts.ts';

/** What upstreams are asked with: `accessOf` makes more of it when the first one is. */
export interface UpstreamConfig {
  /** Which site asks: what is cached is its own. */
  readonly site: string;
  readonly hosts: string;
  readonly secrets: Secrets | undefined;
  /** That of visitors, in previews too: what upstreams answer is the same for both. */
  readonly memory: Lru;
}

/** What the operator allows, and where an isolate keeps answers of upstreams. */
export interface Access {
  readonly hosts: Hosts;
  /** What `${NAME}` in headers may become. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly edge: EdgeCache;
  readonly shared: SharedLoads;
  /** Until when an origin that failed is not asked again where an old answer will do: see REST in ask.ts. */
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
