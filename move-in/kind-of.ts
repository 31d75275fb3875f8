import { type Detected, detect, seenIn } from './detect.ts';
import type { Kind } from './report.ts';
import type { Source } from './source.ts';

/** The one thing that a folder is, or a sentence that says why there is none. */
export type KindOf =
  | { readonly kind: Kind }
  | {
      readonly why: 'two' | 'other' | 'nothing';
      readonly message: string;
      readonly detected: Detected;
    };

/** Endings that are listed. */
const MOST_SEEN = 12;

/** What a folder is; `name` is what messages call it. */
export function kindOf(source: Source, name: string): KindOf {
  const detected = detect(source);
  const { kinds, others } = detected;
  const [kind] = kinds;
  const [other] = others;
  if (kind && kinds.length + others.length > 1) {
    const could = [...kinds, ...others.map((each) => `${each.name} (it has ${each.sign})`)];
    return { why: 'two', message: `${name} could be ${could.join(' or ')}.`, detected };
  }
  if (kind) return { kind };
  const list = seenIn(source)
    .slice(0, MOST_SEEN)
    .map(([ending, count]) => `${count} ${ending}`)
    .join(', ');
  if (other) {
    const message = `${name} is a site of ${other.name} (it has ${other.sign}), which can't be moved yet. It has ${list}.`;
    return { why: 'other', message, detected };
  }
  const message =
    list === '' ? `${name} has no files.` : `Nothing in ${name} says what it is; it has ${list}.`;
  return { why: 'nothing', message, detected };
}
