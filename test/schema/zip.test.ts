import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readZip } from '../../admin/api/zip/read.ts';
import { archiveSize, ZipWriter } from '../../schema/zip/write.ts';

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

const LIMITS = { entries: 200_000, total: 1_000_000, file: () => 1_000_000 };

const contentsOf = (files: Files) => ({
  files: files.length,
  bytes: files.reduce((sum, [, { length }]) => sum + length, 0),
  characters: files.reduce((sum, [path]) => sum + path.length, 0),
});

function written(files: Files, contents = contentsOf(files)): Uint8Array<ArrayBuffer> {
  const zip = new ZipWriter(contents);
  const pieces = files.flatMap(([path, bytes]) => [zip.header(path, bytes), bytes]);
  pieces.push(...zip.end());
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** What both readers find: fflate's, and our own. */
async function read(zip: Uint8Array<ArrayBuffer>) {
  const own = await Promise.all(
    readZip(zip, LIMITS).map(async (entry) => [entry.name, await entry.unpack()] as const),
  );
  const others = unzipSync(zip);
  expect(own.length).toBe(Object.keys(others).length);
  return { own: Object.fromEntries(own), others };
}

const files = fc.uniqueArray(
  fc.tuple(fc.stringMatching(/^[a-z]{1,9}\/[a-z0-9]{1,30}$/), fc.uint8Array({ maxLength: 300 })),
  { selector: ([path]) => path, maxLength: 9 },
);

test('an archive has the bytes that were foretold, and every reader finds in it what was written', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      const zip = written(all);
      expect(zip.length).toBe(archiveSize(contentsOf(all)));
      const { own, others } = await read(zip);
      expect(own).toEqual(Object.fromEntries(all));
      expect(others).toEqual(Object.fromEntries(all));
    }),
  );
});

const named = (count: number): Files =>
  Array.from({ length: count }, (_, n) => [`data/${n}.json`, Uint8Array.of(n & 0xff)]);

test.each([65_534, 65_535, 65_537])('an archive of %i files has all of them', async (count) => {
  const all = named(count);
  const zip = written(all);
  expect(zip.length).toBe(archiveSize(contentsOf(all)));
  const listed = readZip(zip, LIMITS);
  expect(listed.length).toBe(count);
  expect(await listed.at(-1)?.unpack()).toEqual(all.at(-1)?.[1]);
  const found = unzipSync(zip, { filter: ({ name }) => name === all.at(-1)?.[0] });
  expect(found).toEqual(Object.fromEntries(all.slice(-1)));
});

test('where offsets may be above 4 GB, all are written with 64 bits', () => {
  const all = named(3);
  const contents = { ...contentsOf(all), bytes: 5_000_000_000 };
  const zip = written(all, contents);
  expect(zip.length).toBe(archiveSize(contents) - 5_000_000_000 + contentsOf(all).bytes);
  expect(unzipSync(zip)).toEqual(Object.fromEntries(all));
});

test('an end that refers to a directory that is not there is refused', () => {
  const zip = written(named(65_535));
  new DataView(zip.buffer).setUint32(zip.length - 22 - 20 + 8, 12, true);
  expect(() => readZip(zip, LIMITS)).toThrow('directory');
  // Of 65,535 files without Zip64 the end means what it says.
  const plain = zipSync({ a: new Uint8Array() });
  new DataView(plain.buffer).setUint16(plain.length - 22 + 10, 0xffff, true);
  expect(() => readZip(Uint8Array.from(plain), LIMITS)).toThrow('cut off');
});
