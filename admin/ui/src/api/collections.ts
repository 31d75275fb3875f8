import type { CollectionRows } from '../../../../schema/api/collections.ts';
import { callJson } from './client.ts';

export type { CollectionRows } from '../../../../schema/api/collections.ts';

/** The entries of a collection, with titles and states. */
export const readCollection = (name: string): Promise<CollectionRows> =>
  callJson('GET', `/collections/${encodeURIComponent(name)}`);
