import { expect, test } from 'vitest';
import { QUICK, QUIET, waitAfterKey } from '../../admin/ui/src/editor/after-key.ts';

test('a key that comes alone is read at once, keys of a burst when they pause', () => {
  expect(waitAfterKey(Number.POSITIVE_INFINITY, 20_000)).toBe(0);
  expect(waitAfterKey(QUIET, 20_000)).toBe(0);
  expect(waitAfterKey(QUIET - 1, 20_000)).toBe(QUIET);
});

test('a long text is read when the keys pause', () => {
  expect(waitAfterKey(1_000, QUICK)).toBe(0);
  expect(waitAfterKey(1_000, QUICK + 1)).toBe(QUIET);
});
