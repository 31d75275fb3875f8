import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, wellFormedJson } from '../../schema/text/json.ts';
import { runs } from '../support/runs.ts';

/** Any UTF-16 units at all, surrogates more often than chance has them. */
const units = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
      fc.constantFrom(0, 0x22, 0x5c, 0x75, 0x64, 0xfffe, 0xffff, 0xfdd0),
    ),
    { maxLength: 12 },
  )
  .map((list) => String.fromCharCode(...list));

/** A string as JSON, with every unit that it says so of escaped. */
const escaped = (text: string, upper: boolean) =>
  `"${Array.from({ length: text.length }, (_, at) => {
    const hex = text.charCodeAt(at).toString(16).padStart(4, '0');
    return `\\u${upper ? hex.toUpperCase() : hex}`;
  }).join('')}"`;

test('every string of a JSON text comes in well-formed, and no other character changes', () => {
  fc.assert(
    fc.property(units, fc.boolean(), (text, upper) => {
      expect(parseJson(JSON.stringify(text))).toBe(text.toWellFormed());
      expect(parseJson(escaped(text, upper))).toBe(text.toWellFormed());
      const nested = { [text]: [text, { deep: text }] };
      const whole = text.toWellFormed();
      expect(parseJson(JSON.stringify(nested))).toEqual({ [whole]: [whole, { deep: whole }] });
      expect(parseJson(JSON.stringify(JSON.stringify(text)))).toBe(JSON.stringify(text));
    }),
    { seed: 48, numRuns: runs(3_000) },
  );
});

test('places of a JSON text stay what they are', () => {
  fc.assert(
    fc.property(units, (text) => {
      const json = JSON.stringify({ a: text, b: 1 });
      expect(wellFormedJson(json)).toHaveLength(json.length);
    }),
    { seed: 48 },
  );
});
