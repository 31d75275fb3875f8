import { type MovedZip, moveZip, type ZipMove } from '../../../../move-in/move-zip.ts';
import { messageOf } from '../../../../schema/message-of.ts';

/** A zip that moves in, and what is asked of the move. */
export interface AskedMove extends Omit<ZipMove, 'loadSass'> {
  readonly zip: Blob;
}

/** Nothing moved where the zip can be imported as it is. */
export type MoveAnswer = { readonly moved: MovedZip | undefined } | { readonly problem: string };

/** A site of thousands of pages takes seconds: they are those of a thread of its own, which can be ended. */
self.onmessage = async ({ data: { zip, ...asked } }: MessageEvent<AskedMove>) => {
  let answer: MoveAnswer;
  try {
    answer = { moved: await moveZip(new Uint8Array(await zip.arrayBuffer()), { ...asked, loadSass }) };
  } catch (error) {
    answer = { problem: messageOf(error) };
  }
  const bytes = 'moved' in answer ? answer.moved?.zip.buffer : undefined;
  self.postMessage(answer, { transfer: bytes ? [bytes] : [] });
};

async function loadSass() {
  const { sassCompiler } = await import('../../../../move-in/sass.ts');
  return sassCompiler;
}
