import { Budget } from '../../liquid/run/budget.ts';
import { property } from '../../liquid/run/values/property.ts';
import { refuse } from '../../release/refusal.ts';
import type { RequestObject } from '../../release/scope.ts';
import { UpstreamAnswers } from '../../release/upstream-answers.ts';
import type { Fetches } from '../../schema/page.ts';
import { type RequestContext, timed } from '../request-context.ts';
import { accessOf } from './access.ts';
import { askAll } from './ask.ts';
import type { Values } from './target.ts';

/** Asks the upstreams of a page, which is asked for with `request`. Refuses a page whose values fit into no URL. */
export async function askUpstreams(
  context: RequestContext,
  params: Readonly<Record<string, string>>,
  fetches: Fetches,
  request: RequestObject,
): Promise<UpstreamAnswers> {
  const { manifest, keepAlive, id, services } = context;
  const upstreams = manifest.head.config.upstreams ?? {};
  const fetchContext = { ...accessOf(services), upstreams, keepAlive, id };
  const answers = await timed(context, 'fetch', askAll(fetchContext, fetches, valuesOf(params, request)));
  return answers
    ? new UpstreamAnswers(answers)
    : refuse(404, 'a value of the URL can not stand in the URL of an upstream');
}

/** What `{name}`, `{query.x}` and `{request.country}` of a fetch stand for. */
function valuesOf(params: Readonly<Record<string, string>>, request: RequestObject): Values {
  const budget = new Budget();
  return (name) => {
    if (!name.includes('.')) return Object.hasOwn(params, name) ? params[name] : undefined;
    const [first, ...keys] = name.split('.');
    const path = first === 'request' ? keys : [first ?? '', ...keys];
    let value: unknown = request;
    for (const key of path) value = property(value, key, budget);
    return typeof value === 'string' ? value : undefined;
  };
}
