import { Budget } from '../../liquid/run/budget.ts';
import { property } from '../../liquid/run/property.ts';
import { Answers } from '../../release/answers.ts';
import { refuse } from '../../release/refusal.ts';
import type { RequestObject } from '../../release/scope.ts';
import { makePage, type Wanted } from '../pages/make.ts';
import { type PageAnswer, type Passage, timed } from '../request-context.ts';
import { accessOf } from './access.ts';
import { askAll } from './ask.ts';
import type { Values } from './target.ts';

/** Makes a page, with what its upstreams answer. */
export function makeWithUpstreams(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  return makePage(passage, wanted, (request) => fetchAll(passage, wanted, request));
}

async function fetchAll(
  passage: Passage,
  { params, fetches }: Wanted,
  request: RequestObject,
): Promise<Answers> {
  const { manifest, keepAlive, id, services } = passage;
  const upstreams = manifest.head.config.upstreams ?? {};
  const asking = { ...accessOf(services), upstreams, keepAlive, id };
  const answers = await timed(passage, 'fetch', askAll(asking, fetches, valuesOf(params, request)));
  return answers
    ? new Answers(answers)
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
