import { type Blog, pageOf } from '../fixtures/blog/page.ts';

/** The page as a function with a template literal, as one writes it by hand; data from KV, then in memory. */
let data: Promise<Blog> | undefined;

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    data ??= env.KV.get('data', 'text').then((text) => JSON.parse(text ?? '{}') as Blog); // as valuesFor wrote it
    return new Response(pageOf(await data), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
