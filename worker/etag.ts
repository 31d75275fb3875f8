const encoder = new TextEncoder();

/** Up to this many characters a text is encoded into memory that is used again: fresh memory for each page costs more. */
const REUSED = 64 * 1024;
let scratch: Uint8Array | undefined;

/** A text's length in bytes of UTF-8, and a strong ETag. */
export function fingerprint(text: string): { readonly etag: string; readonly bytes: number } {
  if (text.length > REUSED) {
    const whole = encoder.encode(text);
    return { etag: etagOf(whole, whole.byteLength), bytes: whole.byteLength };
  }
  scratch ??= new Uint8Array(3 * REUSED);
  const { written } = encoder.encodeInto(text, scratch);
  return { etag: etagOf(scratch, written), bytes: written };
}

/**
 * 64 bits of a hash that tells versions apart and guards nothing. Made at once: the platform's digests are asynchronous,
 * which costs more than all of this. One loop over locals, as that is what gets compiled well.
 */
function etagOf(memory: Uint8Array, length: number): string {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, length >>> 2);
  let a = 0x9e3779b9 ^ length;
  let b = 0x85ebca6b;
  for (let at = 0; at < words.length + (length & 3); at++) {
    const word = (at < words.length ? words[at] : memory[3 * words.length + at]) ?? 0;
    a = Math.imul(a ^ word, 0xcc9e2d51);
    a ^= a >>> 15;
    b = Math.imul(b + a, 0x1b873593) ^ word;
    b ^= b >>> 13;
  }
  return `"${hex(Math.imul(a ^ b, 0x85ebca6b))}${hex(Math.imul(b ^ (a >>> 16), 0xc2b2ae35))}"`;
}

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
