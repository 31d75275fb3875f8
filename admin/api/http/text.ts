import { ProblemError } from '../../../schema/api/problem.ts';

/** A text file's bytes as text. */
export function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProblemError('invalid', `${path} is not UTF-8. Save it in that encoding and upload it again.`, {
      path,
      rule: 'not_utf8',
    });
  }
}
