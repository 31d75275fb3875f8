/**
 * How large an AVIF is shown: its boxes are those of ISO/IEC 14496-12, its items and their properties those of 23008-12. A file may hold tiles,
 * a picture of its transparency and a thumbnail beside the picture itself, each with a size of its own, and say that it is turned.
 */

type Size = readonly [width: number, height: number];

interface Box {
  readonly type: string;
  /** Where its content begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** Properties that a list of them can name. */
const MOST_PROPERTIES = 0x7fff;

/** Undefined for what is no AVIF, or does not say. Throws a RangeError where it is cut off. */
export function avifSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const find = (type: string, from: number, to: number) => {
    for (const box of boxesIn(view, from, to)) if (box.type === type) return box;
    return undefined;
  };
  const meta = find('meta', 0, view.byteLength);
  if (!meta) return undefined;
  // What says its version and flags first has four bytes more.
  const inMeta = meta.from + 4;
  const primary = find('pitm', inMeta, meta.to);
  const iprp = find('iprp', inMeta, meta.to);
  const ipco = iprp && find('ipco', iprp.from, iprp.to);
  const ipma = iprp && find('ipma', iprp.from, iprp.to);
  if (!primary || !ipco || !ipma) return undefined;
  const item = idAt(view, primary.from + 4, view.getUint8(primary.from) > 0);
  const properties: Box[] = [];
  for (const box of boxesIn(view, ipco.from, ipco.to)) {
    if (properties.push(box) === MOST_PROPERTIES) break;
  }
  const own = propertiesOf(view, ipma, item).flatMap((index) => properties[index - 1] ?? []);
  const size = own.find(({ type }) => type === 'ispe');
  if (!size) return undefined;
  const [width, height] = [view.getUint32(size.from + 4), view.getUint32(size.from + 8)];
  const turns = own.filter(({ type, from }) => type === 'irot' && view.getUint8(from) % 2 === 1);
  return turns.length % 2 === 1 ? [height, width] : [width, height];
}

/** Boxes that follow each other, one by one: a file may be millions of empty ones. One of the size 0 goes to the end. */
function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    const isLong = size === 1;
    const length = isLong ? Number(view.getBigUint64(at + 8)) : size === 0 ? to - at : size;
    const head = isLong ? 16 : 8;
    if (length < head || at + length > to) return;
    const type = String.fromCharCode(...[4, 5, 6, 7].map((each) => view.getUint8(at + each)));
    yield { type, from: at + head, to: at + length };
    at += length;
  }
}

const idAt = (view: DataView, at: number, isLong: boolean): number =>
  isLong ? view.getUint32(at) : view.getUint16(at);

/** Which properties an item has, counted from 1. */
function propertiesOf(view: DataView, { from, to }: Box, item: number): number[] {
  const isLong = view.getUint8(from) > 0;
  const isWide = (view.getUint8(from + 3) & 1) === 1;
  const entries = view.getUint32(from + 4);
  let at = from + 8;
  for (let entry = 0; entry < entries && at < to; entry++) {
    const id = idAt(view, at, isLong);
    at += isLong ? 4 : 2;
    const count = view.getUint8(at++);
    if (id === item)
      return Array.from({ length: count }, (_, index) =>
        isWide ? view.getUint16(at + index * 2) & 0x7fff : view.getUint8(at + index) & 0x7f,
      );
    at += isWide ? count * 2 : count;
  }
  return [];
}
