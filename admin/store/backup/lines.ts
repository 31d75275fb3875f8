import * as z from 'zod/mini';
import { messageOf } from '../../../schema/message-of.ts';
import { parseJson } from '../../../schema/text/json.ts';
import { jsonPieces } from '../../../schema/text/json-pieces.ts';
import { notBackup } from './backup.ts';
import { type BackupLine, backupLine, type WrittenLine } from './backup-format.ts';

/** A line's characters, at the most: a row of 2 MB, escaped. */
const LONGEST = 16 * 1024 * 1024;
/** Milliseconds between the line that says what failed and the end of the stream. */
const ARRIVAL = 250;

/** Bytes that a reader gets at once, about: a buffer for each line would lie about until V8 has 64 MB of them. */
const PIECE = 64 * 1024;

/**
 * Lines as bytes, made when the reader wants them. A failure writes a last line, and then breaks the stream: the
 * client's connection ends in an error.
 */
export function toStream(lines: AsyncIterator<WrittenLine>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const room = new Uint8Array(PIECE);
  let failure: unknown;
  /** Of a line what did not fit yet, and the pieces behind that. */
  let rest = '';
  let pieces: Iterator<string> | undefined;
  const next = async (): Promise<WrittenLine | undefined> => {
    if (failure !== undefined) {
      // Breaking a stream also drops what was not sent yet, so the line that says why gets time to arrive.
      await new Promise((resolve) => setTimeout(resolve, ARRIVAL));
      throw failure;
    }
    try {
      const { done, value } = await lines.next();
      return done ? undefined : value;
    } catch (error) {
      failure = error;
      return { failed: messageOf(error) };
    }
  };
  const nextOf = (): string => {
    const { done, value } = pieces?.next() ?? { done: true };
    if (!done) return value ?? '';
    pieces = undefined;
    return '\n';
  };
  const fill = async (): Promise<number> => {
    let used = 0;
    while (rest !== '' || pieces || used === 0 || failure === undefined) {
      if (rest === '' && !pieces) {
        const line = await next();
        if (!line) break;
        pieces = jsonPieces(line);
      }
      if (rest === '') rest = nextOf();
      const { read, written } = encoder.encodeInto(rest, room.subarray(used));
      rest = rest.slice(read);
      used += written;
      if (rest !== '') break;
    }
    return used;
  };
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const used = await fill();
      // A copy: the stream takes the buffer.
      if (used > 0) controller.enqueue(room.slice(0, used));
      else controller.close();
      if (used === 0) controller.byobRequest?.respond(0);
    },
  });
}

/** The lines of a stream of bytes, checked. Throws a ProblemError at the first that is none. */
export async function* fromStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<BackupLine> {
  // A line that did not end yet: joined once it does, so that of a long one no piece is copied again and again.
  let begun: string[] = [];
  let length = 0;
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    const lines = piece.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      yield parse(begun.join('') + line);
      begun = [];
      length = 0;
    }
    begun.push(rest);
    length += rest.length;
    if (length > LONGEST) throw notBackup('a line is too long');
  }
  if (length > 0) yield parse(begun.join(''));
}

function parse(line: string): BackupLine {
  try {
    return z.parse(backupLine, parseJson(line));
  } catch {
    throw notBackup(`the line ${line.slice(0, 60)}… is not a line of a backup`);
  }
}
