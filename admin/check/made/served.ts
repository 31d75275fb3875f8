import { matchAddress } from '../../../release/content/addresses.ts';
import { VERSION } from '../../../schema/version.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { sha256 } from '../../../site/hash.ts';
import type { Assembled } from '../assembled.ts';

/** Whether what answers at a known address is the page that it was found for, with what that shows: a route of another may fit better. */
export async function isServed(site: Assembled, known: Known): Promise<boolean> {
  const match = await matchAddress(site.working(), known.path);
  if (!match || !('page' in match.route)) return false;
  const { route, params, shown = {} } = match;
  if (route.page !== known.page || shown.number !== known.number) return false;
  if (shown.entry !== undefined && shown.entry !== known.entry) return false;
  return JSON.stringify(Object.entries(params)) === JSON.stringify(Object.entries(known.params));
}

/** A digest of all that this follows from besides the pages' own records: routes with places, forms of parts, and how this version reads them. */
export function routesOf({ manifest, text }: Assembled): Promise<string> {
  const start = text.indexOf('\n') + 1;
  const lines = text.slice(start, start + manifest.head.index).split('\n');
  const routes = lines.filter(
    (line) => line.startsWith('/') && line.slice(0, line.indexOf('\t')).includes('{'),
  );
  return sha256(JSON.stringify([VERSION, manifest.head.parts, manifest.head.config.slash, routes]));
}
