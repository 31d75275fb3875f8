import type { Secrets } from './passage.ts';

/**
 * The hosts that upstreams may be on, from the operator's UPSTREAM_HOSTS: names apart by commas or spaces.
 * `api.example.com` is that host on its scheme's own port, `api.example.com:8443` on that port, `localhost:*` on any;
 * `*.example.com` is every host below example.com. An empty list allows none.
 */
export class Hosts {
  readonly #allowed: readonly string[];

  constructor(list: string) {
    this.#allowed = namesIn(list.toLowerCase());
  }

  allows(url: URL): boolean {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
    if (url.username !== '' || url.password !== '') return false;
    return this.#allowed.some((allowed) => fits(allowed, url));
  }
}

function fits(allowed: string, url: URL): boolean {
  const colon = /:(\d+|\*)$/.exec(allowed);
  const host = colon ? allowed.slice(0, colon.index) : allowed;
  const port = colon?.[1] ?? '';
  if (port !== '*' && port !== url.port) return false;
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
}

/** The values that `${NAME}` in an upstream's headers may take: of the variables that UPSTREAM_SECRETS lists, no others. */
export function listedSecrets({ names, from }: Secrets): Readonly<Record<string, string>> {
  const found = namesIn(names).flatMap((name) =>
    typeof from[name] === 'string' ? [[name, from[name]]] : [],
  );
  return Object.fromEntries(found);
}

function namesIn(list: string): string[] {
  return list.split(/[\s,]+/).filter((name) => name !== '');
}
