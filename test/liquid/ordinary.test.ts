import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { take } from './support/large.ts';

/** What templates took when they were written down: operations, and the share of the limit that was nearest. */
interface Ordinary {
  readonly partials: Readonly<Record<string, string>>;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly templates: readonly {
    readonly template: string;
    /** Index in `data`. */
    readonly data: number;
    readonly operations: number;
    readonly share: number;
  }[];
}

const FILE = new URL('ordinary.json', import.meta.url);
// Written by hand and by this project's generators; no one else's.
const ORDINARY = JSON.parse(readFileSync(FILE, 'utf8')) as Ordinary;

test('ordinary templates come no nearer to a limit than they did, by more than a tenth', () => {
  const { partials, data, templates } = ORDINARY;
  expect(templates.length).toBeGreaterThan(500);
  const nearer = templates.flatMap((one) => {
    const { operations, share, code } = take({ source: one.template, data: data[one.data] ?? {}, partials });
    const ok = code === undefined && operations <= 1.1 * one.operations && share <= 1.1 * one.share;
    return ok ? [] : [{ ...one, now: { operations, share, code } }];
  });
  expect(nearer).toEqual([]);
});
