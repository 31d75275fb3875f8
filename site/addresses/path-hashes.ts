import { hashOf } from '../../schema/text/hash-of.ts';
import { madeOnce } from '../made-once.ts';
import { numberEach } from '../places-by.ts';
import type { KnownList } from './known-list.ts';

/** The hash of each path of a list: a map of 100,000 addresses takes ten times as much as these. */
export const pathHashes = madeOnce((known: KnownList) =>
  numberEach(known.length, known, ({ path }) => hashOf(path)),
);
