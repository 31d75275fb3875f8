import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chunk, type Line } from '../../../admin/store/tables/draft/chunk.ts';

const HEX = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 64, maxLength: 64 });
const SHA = HEX.map((digits) => digits.map((digit) => digit.toString(16)).join(''));
const LINE: fc.Arbitrary<Line> = fc.record({
  path: fc
    .oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constant('content/a.md'))
    .map((text) => text.replaceAll(/[\t\n]/g, '-')),
  hash: fc.oneof({ weight: 30, arbitrary: SHA }, { weight: 1, arbitrary: fc.constantFrom('', 'no-sha') }),
  saved: fc.option(fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, -1_000.5)), { nil: undefined }),
});

test('the text of a chunk has a line for each file, as it was given', () => {
  fc.assert(
    fc.property(fc.array(LINE, { maxLength: 40 }), (lines) => {
      const wanted = lines.map(({ path, hash, saved }) =>
        saved === undefined ? `${path}\t${hash}` : `${path}\t${hash}\t${saved}`,
      );
      expect(new Chunk(lines).text()).toBe(wanted.join('\n'));
    }),
  );
});
