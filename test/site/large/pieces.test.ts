import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Batches, ShortTexts } from '../../../admin/api/zip/batches.ts';
import type { BackupLine, WrittenLine } from '../../../admin/store/backup/backup-format.ts';
import { toStream } from '../../../admin/store/backup/lines.ts';
import { jsonPieces } from '../../../schema/text/json-pieces.ts';
import { archiveSize, ZipWriter } from '../../../schema/zip/write.ts';
import { runs } from '../../support/runs.ts';

/** Short ones, of which many are in a piece, and those that several pieces hold; with characters of one to four bytes. */
const text = fc
  .tuple(fc.constantFrom('a', 'é', '€', '🌊', '\n'), fc.oneof(fc.nat(300), fc.nat(90_000)))
  .map(([letter, count]) => letter.repeat(count));
const texts = fc.array(text, { maxLength: 40 });

const lineOf = (text: string): BackupLine => ({ table: 'contents', row: { hash: 'a', text } });
const asText = (lines: readonly WrittenLine[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const UNITS = 32 * 1024;

test('a value of JSON is written in pieces as it is in one', () => {
  const long = fc
    .tuple(
      fc.constantFrom('a', '"', '\n', '€', '🌊', '\ud83c', '\udf0a'),
      fc.constantFrom('', 'x'),
      fc.nat(80_000),
    )
    .map(([letter, before, count]) => before + letter.repeat(count));
  const value = fc.oneof(long, long, fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()));
  const record = fc.dictionary(
    fc.string(),
    fc.oneof(value, fc.dictionary(fc.string(), value, { maxKeys: 3 })),
    {
      maxKeys: 4,
    },
  );
  fc.assert(
    fc.property(fc.oneof(value, record), (one) => {
      const pieces = [...jsonPieces(one)];
      expect(pieces.join('') === JSON.stringify(one)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

async function read(stream: ReadableStream<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (thrown) {
    error = thrown;
  }
  return { pieces, error, text: Buffer.concat(pieces).toString() };
}

test('a backup is its lines, in few pieces', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      async function* lines() {
        for (const text of all) yield lineOf(text);
      }
      const got = await read(toStream(lines()));
      expect(got.text === asText(all.map(lineOf))).toBe(true);
      expect(got.error).toBe(undefined);
      expect(got.pieces.length).toBeLessThanOrEqual(Buffer.byteLength(got.text) / UNITS + 1);
    }),
    { numRuns: 30 },
  );
});

test('bytes of a backup are base64 in it, of any length and behind any line', async () => {
  const line = (base64: Uint8Array | string) => {
    return { name: 'a', kind: 'asset', type: 'image/png', base64, last: true } as const;
  };
  const length = fc.oneof(fc.nat(20), fc.nat(150_000), fc.constantFrom(49_149, 49_152, 98_304));
  const given = fc.array(fc.tuple(length, text), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(given, fc.nat(255), async (all, first) => {
      const bytes = all.map(([count]) => Uint8Array.from({ length: count }, (_, at) => first + at * 7));
      async function* lines() {
        for (const [at, [, text]] of all.entries()) {
          yield lineOf(text);
          // What is read is gone with the next line.
          const room = new Uint8Array(bytes[at] ?? []);
          yield line(room);
          room.fill(0);
        }
      }
      const plain = all.flatMap(([, text], at) => [
        lineOf(text),
        line(Buffer.from(bytes[at] ?? []).toString('base64')),
      ]);
      expect((await read(toStream(lines()))).text === asText(plain)).toBe(true);
    }),
    { numRuns: runs(60) },
  );
});

test('a backup that fails ends with a line that says why, and breaks', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      async function* lines() {
        for (const text of all) yield lineOf(text);
        throw new Error('gone');
      }
      const got = await read(toStream(lines()));
      expect(got.text === asText([...all.map(lineOf), { failed: 'gone' }])).toBe(true);
      expect(got.error).toEqual(new Error('gone'));
    }),
    { numRuns: 8 },
  );
});

test('an archive is written in few pieces, and holds each file', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const files = all.map((text, at) => [`content/${at}-${'x'.repeat(at)}.md`, text] as const);
      const bytes = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
      const characters = files.reduce((sum, [path]) => sum + path.length, 0);
      const contents = { files: files.length, bytes, characters };
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const reading = read(readable);
      const writer = writable.getWriter();
      const [zip, batches, short] = [new ZipWriter(contents), new Batches(writer), new ShortTexts()];
      for (const [path, text] of files) {
        const body = short.bytes(text);
        await batches.write(zip.header(path, body));
        await batches.write(body);
      }
      for (const piece of zip.end()) await batches.write(piece);
      await batches.flush();
      await writer.close();
      const got = await reading;
      const whole = Buffer.concat(got.pieces);
      expect(whole.length).toBe(archiveSize(contents));
      const found = Object.entries(unzipSync(whole)).map(([path, body]) => [
        path,
        Buffer.from(body).toString(),
      ]);
      expect(JSON.stringify(found) === JSON.stringify(files)).toBe(true);
      expect(got.pieces.length).toBeLessThanOrEqual(2 * (whole.length / UNITS + 1));
    }),
    { numRuns: 20 },
  );
});
