/** An entry of a zip's directory (PKWARE's APPNOTE, 4.3.12). */
export interface Listed {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** Of the bytes that are packed. */
  readonly crc: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

/** The entries of a zip's directory in its order; none for what is no zip, and for those of more than 4 GB. */
export function directoryOf(bytes: Uint8Array): Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Listed[] = [];
  let end = bytes.length - END_BYTES;
  const least = Math.max(0, end - 0xffff);
  while (end >= least && view.getUint32(end, true) !== END) end--;
  let at = end < least ? bytes.length : view.getUint32(end + 16, true);
  while (at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY) {
    const flags = view.getUint16(at + 8, true);
    const [length = 0, extra = 0, comment = 0] = [28, 30, 32].map((place) =>
      view.getUint16(at + place, true),
    );
    const start = at + ENTRY_BYTES;
    const name = nameOf(bytes.subarray(start, start + length), (flags & UTF_8) !== 0);
    found.push({ name, isEncrypted: (flags & 1) === 1, crc: view.getUint32(at + 16, true) });
    at = start + length + extra + comment;
  }
  return found;
}

/** The flag of a name in UTF-8. macOS packs such names without it. */
const UTF_8 = 1 << 11;
/** Bytes from 128 on in the names that DOS had and Windows packs. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => CP437[byte - 128] ?? String.fromCharCode(byte)).join('');
  }
}
