import spec from 'bench:handlebars';
import Handlebars from 'handlebars/dist/cjs/handlebars.runtime.js';
import { EXPRESSIONS, HELPERS } from '../support/helpers.ts';

/** Handlebars, its template precompiled into the Worker; data from KV, then in memory. */
Handlebars.registerHelper({ ...EXPRESSIONS, ...HELPERS });
const page = Handlebars.template(spec);
let data: Promise<object> | undefined;

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    data ??= env.KV.get('data', 'text').then((text) => JSON.parse(text ?? '{}'));
    return new Response(page(await data), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
