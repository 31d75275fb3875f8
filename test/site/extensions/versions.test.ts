import { expect, test } from 'vitest';
import { wholeOf } from '../../../site/uses/versions.ts';

const PATHS = new Set(['assets/boat.JPG', 'assets/a/quay.png', 'assets/quay.webp', 'public/boat.png']);

test('a smaller version belongs to the picture of its name, whatever letters the endings have', () => {
  expect(wholeOf('assets/boat-480w.webp', PATHS)).toBe('assets/boat.JPG');
  expect(wholeOf('assets/boat-480w.WEBP', PATHS)).toBe('assets/boat.JPG');
  expect(wholeOf('assets/a/quay-1200w.avif', PATHS)).toBe('assets/a/quay.png');
});

test('other names are no versions', () => {
  expect(wholeOf('assets/boat.JPG', PATHS)).toBeUndefined();
  expect(wholeOf('assets/boat-w.webp', PATHS)).toBeUndefined();
  expect(wholeOf('assets/ship-480w.webp', PATHS)).toBeUndefined();
  expect(wholeOf('public/boat-480w.png', PATHS)).toBeUndefined();
});
