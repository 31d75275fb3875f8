import { FILE_KINDS, type FileKind } from '../../../../schema/file.ts';
import type { EntryFacts, Facts, SaidPart } from '../../../../site/facts.ts';
import { says } from '../../../../site/site-facts.ts';
import type { DraftEntry } from '../draft-entry.ts';

/** What is kept of a file beside its line in a list. */
export type Known = Pick<DraftEntry, 'facts' | 'errors' | 'asset'>;

/** Of a file in a number: its kind, whether its facts say something in a part, and what compiling it found. */
const KIND = 15;
const SAID: Readonly<Record<SaidPart, number>> = { refs: 16, links: 32, own: 64 };
const WARNED = 128;
const WRONG = 256;

export const flagsOf = ({ facts, errors, warned }: Pick<DraftEntry, 'facts' | 'errors' | 'warned'>): number =>
  FILE_KINDS.indexOf(facts.kind) |
  (says(facts, 'refs') ? SAID.refs : 0) |
  (says(facts, 'links') ? SAID.links : 0) |
  (says(facts, 'own') ? SAID.own : 0) |
  (warned ? WARNED : 0) |
  (errors ? WRONG : 0);

export const kindOfFlags = (flags: number): FileKind => FILE_KINDS[flags & KIND] ?? 'entry';
export const isSaying = (flags: number, part: SaidPart): boolean => (flags & SAID[part]) !== 0;
export const isWarned = (flags: number): boolean => (flags & WARNED) !== 0;
export const hasErrors = (flags: number): boolean => (flags & WRONG) !== 0;

/** Values that are remembered, and the longest text of one. */
const MOST = { values: 2_000, text: 400 };

/**
 * What is known of a file as a line: JSON, and for an entry parts of it behind tabs, which JSON has none of. Many entries say the same
 * in those, so that they are read once.
 */
export class FactLines {
  readonly #values = new Map<string, unknown>();

  write({ facts, errors, asset }: Known): string {
    const { refs, entry, ...rest } = facts;
    if (!entry) return inAscii({ facts, errors, asset });
    const { places, toc, ...named } = entry;
    const main = { facts: { ...rest, entry: named }, errors };
    return [main, refs ?? null, places, toc].map(inAscii).join('\t');
  }

  read(line: string): Known {
    const [main = '', ...parts] = line.split('\t');
    const known = JSON.parse(main); // as write made it
    if (parts.length === 0) return known;
    const [refs, places, toc] = parts.map((part) => this.#shared(part));
    return { ...known, facts: together(known.facts, refs, { places, toc }) };
  }

  #shared(text: string): unknown {
    if (text.length > MOST.text) return JSON.parse(text);
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    const value: unknown = JSON.parse(text);
    // Not the piece of a longer text, all of which it would keep.
    if (this.#values.size < MOST.values) this.#values.set(inAscii(value), value);
    return value;
  }
}

/** JSON with no other letters than ASCII's: a place in it is that of a byte, too. */
const inAscii = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function together(facts: Facts, refs: unknown, parts: object): Facts {
  const entry = { ...facts.entry, ...parts } as EntryFacts; // as write took it apart
  return { ...facts, ...(refs !== null && { refs: refs as Facts['refs'] }), entry };
}
