import type { Hit } from './hits.ts';
import type { Answered, Asked } from './thread.ts';

/** Milliseconds that a regular expression may take for the texts that it is given at a time. */
const PATIENCE = 4_000;

let thread: Worker | undefined;

/** Looks through texts with a regular expression, in a thread. Throws an Error that says what is wrong with it. */
export function lookThrough(asked: Asked): Promise<readonly Hit[]> {
  thread ??= new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  const running = thread;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      running.terminate();
      thread = undefined;
      reject(
        new Error('This regular expression takes too long. Make it simpler: (a+)+ and the like never end.'),
      );
    }, PATIENCE);
    running.onmessage = ({ data }: MessageEvent<Answered>) => {
      clearTimeout(timer);
      if ('hits' in data) resolve(data.hits);
      else reject(new Error(data.problem));
    };
    running.postMessage(asked);
  });
}
