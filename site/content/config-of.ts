import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { SiteFacts } from '../facts.ts';
import { collectionPath } from './entry-path.ts';
import { isZone } from './zone.ts';

/** What `_collection.yaml` says of a collection; empty where it has none. */
export const configOf = (files: Pick<SiteFacts, 'get'>, name: string): CollectionConfig =>
  files.get(collectionPath(name))?.collection ?? {};

/** The time zone of a site; undefined where it names none, or none that there is. */
export function zoneOf(files: Pick<SiteFacts, 'get'>): string | undefined {
  const zone = files.get('site.yaml')?.config?.timezone;
  return zone !== undefined && isZone(zone) ? zone : undefined;
}
