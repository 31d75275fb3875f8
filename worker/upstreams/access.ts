import type { Lru } from '../../release/memory.ts';
import { SharedLoads } from '../../release/shared-load.ts';
import { EdgeCache } from './edge-cache.ts';

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

/**
 * The hosts that upstreams may be on, from the operator's UPSTREAM_HOSTS: names separated by commas or spaces.
 * `api.example.com` is that host on https and its own port, `api.example.com:8443` on that port, `api.example.com:*` on
 * any; `*.example.com` is every host below example.com. http must be written: `http://api.example.com`, or port 80. Loopback
 * names take both. An empty list allows none.
 */
export class Hosts {
  readonly #allowed: readonly Allowed[];

  constructor(list: string) {
    this.#allowed = namesIn(list.toLowerCase()).flatMap((name) => readAllowed(name) ?? []);
  }

  allows(url: URL): boolean {
    if (url.username !== '' || url.password !== '') return false;
    const port = url.port || OWN_PORTS[url.protocol];
    return this.#allowed.some(
      (allowed) =>
        allowed.ports[url.protocol]?.test(port ?? '') &&
        (allowed.below ? url.hostname.endsWith(allowed.host) : url.hostname === allowed.host),
    );
  }
}

interface Allowed {
  /** As a URL has it; where `below`, with a dot before it. */
  readonly host: string;
  readonly below: boolean;
  /** Ports by protocol. */
  readonly ports: Readonly<Record<string, RegExp>>;
}

const OWN_PORTS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  'http:': '80',
  'https:': '443',
});

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** One name of the list; undefined when it is no host. */
function readAllowed(name: string): Allowed | undefined {
  const [, scheme, star = '', bare = '', given] =
    /^(?:(https?):\/\/)?(\*\.)?([^/]*?)(?::(\d+|\*))?\/?$/.exec(name) ?? [];
  const host = URL.parse(`https://${bare}`)?.hostname;
  if (!host) return undefined;
  const said = scheme ?? (given === '80' ? 'http' : undefined);
  const schemes = said ? [said] : LOOPBACK.test(host) ? ['http', 'https'] : ['https'];
  const ports = schemes.map((each) => {
    const port = given === '*' ? '\\d+' : (given ?? OWN_PORTS[`${each}:`]);
    return [`${each}:`, new RegExp(`^${port}$`)] as const;
  });
  return {
    host: star ? `.${host}` : host,
    below: star !== '',
    ports: Object.assign(Object.create(null), Object.fromEntries(ports)),
  };
}

/** Variables that headers of upstreams may use as `${NAME}`: `names` lists them; no others are read from `from`. */
export interface Secrets {
  readonly names: string;
  readonly from: Readonly<Record<string, unknown>>;
}

/** The values that `${NAME}` in an upstream's headers may take: of the variables that UPSTREAM_SECRETS lists, no others. */
export function listedSecrets({ names, from }: Secrets): Readonly<Record<string, string>> {
  const found = namesIn(names).flatMap((name) =>
    Object.hasOwn(from, name) && typeof from[name] === 'string' ? [[name, from[name]]] : [],
  );
  return Object.fromEntries(found);
}

function namesIn(list: string): string[] {
  return list.split(/[\s,]+/).filter((name) => name !== '');
}
