import type { CollectionConfig } from '../../schema/content/collection.ts';
import type { SiteFacts } from '../facts.ts';
import { collectionPath } from './entry-path.ts';

/** What `_collection.yaml` says of a collection; empty where it has none. */
export const configOf = (files: Pick<SiteFacts, 'get'>, name: string): CollectionConfig =>
  files.get(collectionPath(name))?.collection ?? {};
