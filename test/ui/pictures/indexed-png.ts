import { crc32, deflateSync } from 'node:zlib';

/** An image as a canvas has it: four bytes a pixel, red, green, blue and alpha, which is taken as opaque. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Bits of each channel by which colours count as the same. */
const BITS = 5;
const COLOURS = 256;

/** A PNG with a palette of the colours that are there most, and the nearest of those for all others: a third of the bytes. */
export function indexedPng({ width, height, data }: Pixels): Buffer {
  const counts = new Map<number, { count: number; rgb: [number, number, number] }>();
  const keys = new Uint16Array(width * height);
  for (let at = 0; at < keys.length; at++) {
    const rgb: [number, number, number] = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0];
    const key = rgb.reduce((all, channel) => (all << BITS) | (channel >> (8 - BITS)), 0);
    keys[at] = key;
    const seen = counts.get(key);
    if (seen) seen.count++;
    else counts.set(key, { count: 1, rgb });
  }
  const byCount = [...counts.values()].sort((a, b) => b.count - a.count);
  const palette = byCount.slice(0, COLOURS).map(({ rgb }) => rgb);
  const nearest = new Map([...counts].map(([key, { rgb }]) => [key, nearestOf(palette, rgb)]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < keys.length; at++)
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = nearest.get(keys[at] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearestOf(
  palette: readonly (readonly [number, number, number])[],
  [r, g, b]: readonly number[],
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, [pr, pg, pb]] of palette.entries()) {
    const far = (pr - (r ?? 0)) ** 2 + (pg - (g ?? 0)) ** 2 + (pb - (b ?? 0)) ** 2;
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
