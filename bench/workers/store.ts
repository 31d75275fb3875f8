import type { Edit } from '../../admin/store/edit.ts';
import { SiteObject } from '../../admin/store/site-object.ts';
import { watchKv } from '../../test/support/kv.ts';
import { pageOf } from '../support/page-of.ts';

/** The Durable Object with a door for the benchmark: fills a site, publishes it, and counts what KV is asked. */
export class BenchedSite extends SiteObject {
  async fill(files: number, change: string): Promise<void> {
    const edits: Edit[] = Array.from({ length: files }, (_, n) => ({
      path: `pages/p${n}.liquid`,
      source: { text: pageOf(n) },
    }));
    const result = await this.commit(
      change === '' ? edits : [{ path: 'pages/p7.liquid', source: { text: change } }],
      'bench',
    );
    if (!result.ok) throw new Error(result.detail);
  }

  async timedPublish(): Promise<{ writes: number; state: string }> {
    const { kv, counts } = watchKv(this.env.KV);
    this.kv = kv;
    const result = await this.publish('', 'bench');
    if (!result.ok) throw new Error(result.detail);
    while (this.status().publishing !== null) await new Promise((resolve) => setTimeout(resolve, 50));
    return { writes: counts.writes, state: result.value.state };
  }
}

interface Env {
  readonly SITE_OBJECT: DurableObjectNamespace<BenchedSite>;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const site = env.SITE_OBJECT.getByName('main');
    if (url.pathname === '/publish') return Response.json(await site.timedPublish());
    await site.fill(Number(url.searchParams.get('files')), url.searchParams.get('change') ?? '');
    return new Response('filled');
  },
};
