import { textOf } from './input.ts';
import type { FilterRun } from './spec.ts';

/** SHA-256 (FIPS 180-4) in hexadecimal. The platform's own is asynchronous, and a render is not. */
export function sha256(input: unknown, run: FilterRun): string {
  return hex(digest(bytesOf(input, run)));
}

/** HMAC-SHA-256 (RFC 2104) in hexadecimal. */
export function hmacSha256(input: unknown, run: FilterRun, key: unknown): string {
  const given = bytesOf(key, run);
  const block = new Uint8Array(64);
  block.set(given.length > 64 ? digest(given) : given);
  const inner = digest(
    joined(
      block.map((byte) => byte ^ 0x36),
      bytesOf(input, run),
    ),
  );
  return hex(
    digest(
      joined(
        block.map((byte) => byte ^ 0x5c),
        inner,
      ),
    ),
  );
}

function bytesOf(value: unknown, run: FilterRun): Uint8Array {
  const bytes = new TextEncoder().encode(textOf(value, run));
  run.budget.charge(bytes.length + 64);
  return bytes;
}

function digest(bytes: Uint8Array): Uint8Array {
  const { constants, state } = tables();
  const hash = Int32Array.from(state);
  const data = padded(bytes);
  const words = new Int32Array(64);
  for (let at = 0; at < data.byteLength; at += 64) compress(hash, constants, words, data, at);
  const result = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => {
    result.setInt32(index * 4, word);
  });
  return new Uint8Array(result.buffer);
}

function padded(bytes: Uint8Array): DataView {
  const data = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  data.set(bytes);
  data[bytes.length] = 0x80;
  const view = new DataView(data.buffer);
  view.setUint32(data.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(data.length - 4, (bytes.length << 3) >>> 0);
  return view;
}

function compress(
  hash: Int32Array,
  constants: Int32Array,
  words: Int32Array,
  data: DataView,
  at: number,
): void {
  const word = (index: number) => words[index] ?? 0;
  for (let i = 0; i < 16; i++) words[i] = data.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const a = word(i - 15);
    const b = word(i - 2);
    words[i] =
      word(i - 16) +
      word(i - 7) +
      (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) +
      (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let i = 0; i < 64; i++) {
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + word(i)) |
      0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    hash[index] = (hash[index] ?? 0) + value;
  });
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

interface Tables {
  readonly constants: Int32Array;
  readonly state: Int32Array;
}

let made: Tables | undefined;

/** The fractional parts of the cube and square roots of the first primes, made when first needed. */
function tables(): Tables {
  if (made) return made;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
  made = {
    constants: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    state: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
  return made;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
