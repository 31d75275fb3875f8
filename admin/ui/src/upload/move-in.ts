import type { MovedZip } from '../../../../move-in/move-zip.ts';
import type { AskedMove, MoveAnswer } from './move-thread.ts';

/** Moves what is in a zip, in a thread that `signal` ends. Undefined where the zip can be imported as it is; throws what is wrong with it. */
export function moveInThread(asked: AskedMove, signal: AbortSignal): Promise<MovedZip | undefined> {
  const thread = new Worker(new URL('./move-thread.ts', import.meta.url), { type: 'module' });
  const answered = new Promise<MovedZip | undefined>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    thread.onerror = ({ message }) =>
      reject(new Error(message || 'The browser did not load what moves sites.'));
    thread.onmessage = ({ data }: MessageEvent<MoveAnswer>) => {
      if ('moved' in data) resolve(data.moved);
      else reject(new Error(data.problem));
    };
    thread.postMessage(asked);
  });
  return answered.finally(() => thread.terminate());
}
