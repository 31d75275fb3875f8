import * as glue from 'minijinja-js/dist/bundler/minijinja_js_bg.js';
import { HELPERS } from '../support/helpers.ts';
// A file beside the Worker: build.ts copies it there.
import wasm from './minijinja.wasm';

/** minijinja (Rust, WebAssembly), parsing from KV; template and data stay in memory from then on. */
const instance = new WebAssembly.Instance(wasm, { './minijinja_js_bg.js': glue });
glue.__wbg_set_wasm(instance.exports);
const engine = new glue.Environment();
for (const [name, helper] of Object.entries(HELPERS)) engine.addFilter(name, helper);
let loaded: Promise<object> | undefined;

async function load(kv: KVNamespace): Promise<object> {
  const values = await kv.get(['template', 'data'], 'text');
  engine.addTemplate('page.html', values.get('template') ?? '');
  return JSON.parse(values.get('data') ?? '{}');
}

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    loaded ??= load(env.KV);
    const page = engine.renderTemplate('page.html', await loaded);
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
