import type * as z from 'zod/mini';
import type { addressesResponse } from '../../../../schema/api/addresses.ts';
import { callJson } from './client.ts';

export type Addresses = z.infer<typeof addressesResponse>;

/** Addresses whose page uses a file. */
export const addressesUsing = (path: string): Promise<Addresses> =>
  callJson('GET', `/addresses?${new URLSearchParams({ uses: path })}`);
