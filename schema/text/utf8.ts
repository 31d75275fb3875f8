const encoder = new TextEncoder();

/** Up to this many characters a text is encoded into memory that is used again: fresh memory for each page costs more. */
const REUSED = 64 * 1024;
let scratch = new Uint8Array();

/** A text's length in bytes of UTF-8. */
export function utf8Length(text: string): number {
  return shortLivedUtf8(text).byteLength;
}

/** A text in UTF-8, in memory that the next call uses again. */
export function shortLivedUtf8(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > REUSED) return encoder.encode(text) as Uint8Array<ArrayBuffer>; // memory of its own
  // A character takes three bytes at most.
  if (scratch.length < 3 * text.length) scratch = new Uint8Array(3 * text.length);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}
