import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../schema/zip/crc32.ts';

/** As its definition has it: bit by bit. */
function slowly(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

test('a checksum is that of the definition, wherever the bytes begin and however many they are', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926); // the check value of CRC-32
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(9), (bytes, from) => {
      expect(crc32(bytes.subarray(from))).toBe(slowly(bytes.subarray(from)));
    }),
    { seed: 32, numRuns: 500 },
  );
});
