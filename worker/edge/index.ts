import { WorkerEntrypoint } from 'cloudflare:workers';
import { depsOf, type Env } from '../env.ts';
import { Gateway } from './gateway.ts';
import type { EdgeSite } from './site.ts';

/** What runs instead of worker/index.ts where the operator set EDGE_CACHE: see docs/caching.md. */
let gateway: Gateway | undefined;
let site: EdgeSite | undefined;

async function load(env: Env): Promise<EdgeSite> {
  const { startSite } = await import('./site.ts');
  site ??= startSite(depsOf(env));
  return site;
}

/** The loopback that the runtime makes of the class below. */
const pagesOf = ({ exports }: ExecutionContext) =>
  (exports as unknown as { readonly EdgePages: Fetcher }).EdgePages; // its type would need this module's own

export default {
  fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    gateway ??= new Gateway({ ...depsOf(env), loaded: () => site, load: () => load(env) });
    return gateway.fetch(request, context, (ask) => pagesOf(context).fetch(ask));
  },
};

/** Pages that everybody gets. The deploy turns the Workers Cache on for this entrypoint and off for the one above. */
export class EdgePages extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    return (site ?? (await load(this.env))).page(request, this.ctx);
  }
}
