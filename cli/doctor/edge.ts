import { bad, type Finding, good, note } from './finding.ts';

/**
 * What a site says of the Workers Cache in the `server-timing` of a few responses, one after the other, for one address. Undefined when its Worker does
 * not ask it: see worker/edge/gateway.
 */
export function edgeOf(timings: readonly string[]): Finding | undefined {
  const said = timings.flatMap((timing) => /\bedge;(?:dur=\d+;)?desc="([A-Z]+)"/.exec(timing)?.[1] ?? []);
  if (said.length === 0) return undefined;
  if (said.includes('HIT')) return good('cache', 'pages come out of the Workers Cache');
  if (said.includes('NONE'))
    return bad(
      'cache',
      'EDGE_CACHE is on, and there is no Workers Cache in front of the inner entrypoint',
      'Deploy with meniscus deploy, which turns it on. If it stays so, set EDGE_CACHE to off: see docs/caching.md.',
    );
  if (said.includes('FAILED'))
    return bad(
      'cache',
      'EDGE_CACHE is on, and the inner entrypoint does not answer as it should; pages are made without it',
      'npx wrangler tail shows why. Without it: EDGE_CACHE = "off".',
    );
  if (said.includes('DYNAMIC'))
    return note('cache', 'EDGE_CACHE is on; the home page differs between visitors, so it is not kept');
  return note(
    'cache',
    'EDGE_CACHE is on; whether pages are kept does not show yet',
    'Run this again in a minute.',
  );
}
