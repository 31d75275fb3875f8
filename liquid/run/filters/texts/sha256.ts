import type { FilterRun, Filters } from '../spec.ts';

/** SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in hexadecimal. The platform's own are asynchronous, and a render is not. */
export const DIGESTS: Filters = {
  hmac_sha256: [
    'tt',
    (text: string, run: FilterRun, key: string) => {
      const given = bytesOf(key, run);
      const block = [...(given.length > 64 ? digest(given) : given)];
      const pad = (mask: number) => Array.from({ length: 64 }, (_, at) => (block[at] ?? 0) ^ mask);
      return hex(digest([...pad(0x5c), ...digest([...pad(0x36), ...bytesOf(text, run)])]));
    },
  ],
  sha256: ['t', (text: string, run: FilterRun) => hex(digest(bytesOf(text, run)))],
};

function bytesOf(text: string, { budget }: FilterRun): number[] {
  budget.charge(text.length * 4 + 64);
  return [...new TextEncoder().encode(text)];
}

function digest(bytes: readonly number[]): Uint8Array {
  const data = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(data.buffer).set([...bytes, 0x80]);
  data.setUint32(data.byteLength - 4, bytes.length * 8);
  const primes = firstPrimes();
  const hash = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
  for (let at = 0; at < data.byteLength; at += 64) compress(hash, constants, data, at);
  hash.forEach((word, at) => {
    data.setInt32(at * 4, word);
  });
  return new Uint8Array(data.buffer, 0, 32);
}

/** One round for each constant; the message's words are worked out on the way. */
function compress(hash: number[], constants: readonly number[], data: DataView, at: number): void {
  const words: number[] = [];
  const word = (index: number) => words[index] ?? 0;
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (const [i, constant] of constants.entries()) {
    words[i] =
      i < 16
        ? data.getInt32(at + i * 4)
        : (word(i - 16) +
            word(i - 7) +
            mix(word(i - 15), 7, 18, 3, true) +
            mix(word(i - 2), 17, 19, 10, true)) |
          0;
    const one = (h + mix(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + constant + word(i)) | 0;
    const two = (mix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    hash[index] = ((hash[index] ?? 0) + value) | 0;
  });
}

/** The standard's sigma functions: two turns, and a third or a shift. */
function mix(word: number, first: number, second: number, third: number, shifts = false): number {
  const turn = (by: number) => (word >>> by) | (word << (32 - by));
  return turn(first) ^ turn(second) ^ (shifts ? word >>> third : turn(third));
}

function firstPrimes(): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes;
}

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
