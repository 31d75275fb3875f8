import page from 'bench:eta';
import { Eta } from 'eta/core';
import { HELPERS } from '../support/helpers.ts';

/** Eta, its template precompiled into the Worker; data from KV, then in memory. */
const engine = new Eta({ autoEscape: true, autoTrim: false });
engine.loadTemplate('@page', page);
let data: Promise<object> | undefined;

export default {
  async fetch(_request: Request, env: { KV: KVNamespace }) {
    data ??= env.KV.get('data', 'text').then((text) => ({ ...HELPERS, ...JSON.parse(text ?? '{}') }));
    return new Response(engine.render('@page', await data), {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  },
};
