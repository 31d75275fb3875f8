import { messageOf } from '../../../../schema/message-of.ts';
import { type Hit, hitsIn } from './hits.ts';
import type { Pattern } from './match.ts';

/** Texts to look through, and what they are looked through for. */
export interface Asked {
  readonly pattern: Pattern;
  readonly texts: readonly (readonly [path: string, text: string])[];
}

export type Answered = { readonly hits: readonly Hit[] } | { readonly problem: string };

/** Regular expressions run in a thread of their own: one that takes for ever is ended with it. */
self.onmessage = ({ data: { pattern, texts } }: MessageEvent<Asked>) => {
  self.postMessage(look(texts, pattern));
};

function look(texts: Asked['texts'], pattern: Pattern): Answered {
  try {
    return { hits: texts.flatMap(([path, text]) => hitsIn(path, text, pattern)) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
