import { accessOf } from './access.ts';
import { makePage, refuse, type Wanted } from './page.ts';
import { type PageAnswer, type Passage, timed } from './passage.ts';
import { type RequestObject, valuesOf } from './scope.ts';
import { askAll, type UpstreamAnswer } from './upstream.ts';

/** Makes a page, with what its upstreams answer. */
export function makeWithUpstreams(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  return makePage(passage, wanted, (request) => fetchAll(passage, wanted, request));
}

async function fetchAll(
  passage: Passage,
  { params, fetches }: Wanted,
  request: RequestObject,
): Promise<ReadonlyMap<string, UpstreamAnswer>> {
  const { manifest, keepAlive, id, services } = passage;
  const upstreams = manifest.head.config.upstreams ?? {};
  const asking = { ...accessOf(services), upstreams, keepAlive, id };
  const answers = await timed(passage, 'fetch', askAll(asking, fetches, valuesOf(params, request)));
  return answers ?? refuse(404, 'a value of the URL can not stand in the URL of an upstream');
}
