import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { MISSING_LINK } from '../../../site/check/file-links.ts';
import { RAW_CODE } from '../../../site/files/raw.ts';

/** Why a release is not published. */
export interface Refused {
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Of a part of the draft: paths that have to be published too. */
  readonly needs?: readonly string[];
}

/** Warnings of a `raw` that the gate did not see run: what it saw it has said already. */
export function notSaid(
  warnings: readonly Diagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const seen = new Set(
    found.filter(({ code }) => code === 'unescaped').map(({ message }) => message.split(' ')[0]),
  );
  return warnings.filter(({ code, message }) => code !== RAW_CODE || !seen.has(message.split(' ')[0]));
}

/** Where `links: strict` refuses links that lead nowhere. */
export const strictly = (found: Diagnostic): Diagnostic =>
  found.code === MISSING_LINK ? { ...found, severity: 'error' } : found;

export const NOT_NOTED =
  'an earlier version of Meniscus started it, and the draft has changed since; publish again';

/** Says the first error, or why else. */
export function refusedFor(reason: string | undefined, diagnostics: readonly Diagnostic[]): Refused {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return { reason: reason ?? (first && placed(first)) ?? 'the site has errors', diagnostics };
}

/** The message of a finding with its place, as a list of releases shows it: without a line where it is about all of a file. */
function placed({ path, start, end, message }: Diagnostic): string {
  if (path === undefined) return message;
  return end.offset === 0 ? `${path}: ${message}` : `${path}:${start.line}: ${message}`;
}

/** Whether two findings are one: a text that is compiled again where it is placed gives its findings again. */
export function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.path === other.path && one.code === other.code && one.start.offset === other.start.offset;
}
