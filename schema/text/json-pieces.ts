import { isRecord } from '../record.ts';

/** UTF-16 units of a string, above which it is written in pieces of so many. */
const LONG = 32 * 1024;

/** Bytes that are made base64 at once: a multiple of three. */
const BYTES = 6 * 1024;

/**
 * What JSON.stringify makes of a value of JSON, in pieces: of a row of 600,000 characters it would be three copies that lie about. Bytes in an object
 * stand for a string of them in base64.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length > LONG) yield* piecesOf(value);
  else if (value instanceof Uint8Array) yield* base64Of(value);
  else if (!isRecord(value) || isShort(value)) yield JSON.stringify(value);
  else {
    let before = '{';
    for (const [key, each] of Object.entries(value)) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* jsonPieces(each);
      before = ',';
    }
    yield '}';
  }
}

function* piecesOf(text: string): Generator<string> {
  yield '"';
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + LONG);
    // Half a pair would be written as an escape.
    if (isHigh(text.charCodeAt(end - 1)) && end < text.length) end--;
    yield JSON.stringify(text.slice(at, end)).slice(1, -1);
    at = end;
  }
  yield '"';
}

/**
 * In short strings: V8 collects what is new once it has filled the room for that, and buffers that were sent with it. Where bytes became letters
 * without any strings, 71 MB of buffers lay about.
 */
function* base64Of(bytes: Uint8Array): Generator<string> {
  yield '"';
  for (let at = 0; at < bytes.length; at += BYTES)
    yield btoa(String.fromCharCode(...bytes.subarray(at, at + BYTES)));
  yield '"';
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** Whether no string in it is long, and no bytes are in it. Lists are written at once. */
const isShort = (value: object): boolean =>
  Object.values(value).every((each) =>
    isRecord(each)
      ? !(each instanceof Uint8Array) && isShort(each)
      : typeof each !== 'string' || each.length <= LONG,
  );
