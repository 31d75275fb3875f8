import { Liquid, type Template } from 'liquidjs';

/** liquidjs as its manual shows, parsing from KV; template and data stay in memory from then on. */
let loaded: Promise<[Template[], object]> | undefined;
const engine = new Liquid({ outputEscape: 'escape' });

async function load(kv: KVNamespace): Promise<[Template[], object]> {
  const values = await kv.get(['template', 'data'], 'text');
  return [engine.parse(values.get('template') ?? ''), JSON.parse(values.get('data') ?? '{}')];
}

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    loaded ??= load(env.KV);
    const [template, data] = await loaded;
    const page = await engine.render(template, data);
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
