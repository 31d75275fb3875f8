import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Numbers } from '../../../site/numbers.ts';
import { runs } from '../../support/runs.ts';

test('numbers that came are all there, in order, whenever they are asked for', () => {
  const number = fc.oneof(fc.nat(3), fc.integer({ min: 0xfffe, max: 0x10001 }), fc.constant(0xffffffff));
  fc.assert(
    fc.property(fc.array(fc.oneof(number, fc.constant('ask' as const)), { maxLength: 80 }), (steps) => {
      const numbers = new Numbers();
      const came: number[] = [];
      for (const step of steps) {
        if (step === 'ask') expect([...numbers.all()]).toEqual(came);
        else {
          numbers.push(step);
          came.push(step);
        }
      }
      const all = numbers.all();
      expect([...all]).toEqual(came);
      const bytes = came.some((each) => each > 0xffff) ? 4 : 2;
      expect(all.buffer.byteLength).toBe(bytes * came.length);
    }),
    { numRuns: runs(500) },
  );
});
