import type { CollectionRows } from '../../../../schema/api/collections.ts';
import { callJson } from './client.ts';

export type { CollectionRows } from '../../../../schema/api/collections.ts';

/** Entries of a collection that are asked for, with titles and states: a thousand at the most. */
export const readCollection = (
  name: string,
  query: Readonly<Record<string, string>> = {},
): Promise<CollectionRows> =>
  callJson(
    'GET',
    `/collections/${encodeURIComponent(name)}?${new URLSearchParams({ limit: '1000', ...query })}`,
  );
