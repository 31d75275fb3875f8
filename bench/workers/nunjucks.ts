import templates from 'bench:nunjucks';
import nunjucks from 'nunjucks/browser/nunjucks-slim.js';
import { HELPERS } from '../support/helpers.ts';

/** nunjucks, its template precompiled into the Worker; data from KV, then in memory. */
const engine = new nunjucks.Environment(new nunjucks.PrecompiledLoader(templates), { autoescape: true });
for (const [name, helper] of Object.entries(HELPERS)) engine.addGlobal(name, helper);
let data: Promise<object> | undefined;

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    data ??= env.KV.get('data', 'text').then((text) => JSON.parse(text ?? '{}'));
    const page = engine.render('page', await data);
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  },
};
