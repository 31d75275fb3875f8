import page from 'bench:page';

/** Reads from KV what the others read, and answers a constant: what reading costs by itself. */
export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    await env.KV.get(['template', 'data'], 'text');
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
