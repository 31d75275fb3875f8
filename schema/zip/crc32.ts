/** Eight tables of 256 in a row. Table n has the effect of a byte on the sum n bytes later, so that one step takes eight bytes. */
const TABLES = makeTables();

function makeTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    tables[n] = value;
  }
  for (let n = 256; n < tables.length; n++) {
    const before = tables[n - 256] ?? 0;
    tables[n] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
}

const at = (table: number, byte: number): number => TABLES[(table << 8) | (byte & 0xff)] ?? 0;

/** CRC-32 as zip archives have it. */
export function crc32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = 0xffffffff;
  let from = 0;
  for (; from + 8 <= bytes.length; from += 8) {
    const low = view.getUint32(from, true) ^ crc;
    const high = view.getUint32(from + 4, true);
    crc =
      at(7, low) ^
      at(6, low >>> 8) ^
      at(5, low >>> 16) ^
      at(4, low >>> 24) ^
      at(3, high) ^
      at(2, high >>> 8) ^
      at(1, high >>> 16) ^
      at(0, high >>> 24);
  }
  for (; from < bytes.length; from++) crc = (crc >>> 8) ^ at(0, crc ^ (bytes[from] ?? 0));
  return (crc ^ 0xffffffff) >>> 0;
}
