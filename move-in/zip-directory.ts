import { DIRECTORY_AT, directoryEntry, END, END_BYTES } from '../schema/zip/directory.ts';

/** An entry of a zip's directory (PKWARE's APPNOTE, 4.3.12). */
export interface Listed {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** Of the bytes that are packed. */
  readonly crc: number;
}

/** The entries of a zip's directory in its order; none for what is no zip, and for those of more than 4 GB. */
export function directoryOf(bytes: Uint8Array): Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Listed[] = [];
  let end = bytes.length - END_BYTES;
  const least = Math.max(0, end - 0xffff);
  while (end >= least && view.getUint32(end, true) !== END) end--;
  const at = end < least ? bytes.length : view.getUint32(end + DIRECTORY_AT, true);
  for (let entry = entryAt(view, at); entry; entry = entryAt(view, entry.next)) {
    const { flags, crc } = entry;
    found.push({ name: nameOf(entry.name, (flags & UTF_8) !== 0), isEncrypted: (flags & 1) === 1, crc });
  }
  return found;
}

/** The names of the files in a zip, as they are there; its folders have none. */
export const namesIn = (bytes: Uint8Array): string[] =>
  directoryOf(bytes).flatMap(({ name }) => (name.endsWith('/') ? [] : [name]));

const entryAt = (view: DataView, at: number) => directoryEntry(view, at, view.byteLength);

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
