import type { ReleaseOutput } from '../../../site/release/assemble.ts';
import { textMeant } from '../../../site/release/check-manifest.ts';
import { TextNumbers } from '../../../site/text-numbers.ts';
import { Assembled, type Made, packsFrom } from '../../check/assembled.ts';
import { GateMemory } from '../../check/gate-memory.ts';
import type { Pending } from '../tables/pending.ts';

/** A release that was made, as a site of so many `files` that its check renders, and what that remembers. `checkingManifest` has looked at it. */
export function madeSite({ manifest, packs, meant, texts }: ReleaseOutput, pending: Pending, files: number) {
  const numbers = new TextNumbers((at) => packs[at]?.name, packs.length);
  for (const at of packs.keys()) numbers.add(at);
  // Those that are new wait there.
  const packOf = (name: string) => packs[numbers.of(name) ?? -1];
  const read = (name: string) => pending.peek(name) ?? packOf(name)?.text;
  const waits = waiting(pending, numbers);
  const shelf = lastOf(read);
  const inPart = (name: string) => {
    const pack = packOf(name);
    if (!pack || !waits(name)) return pack;
    // Of a shelf that waits, one text is read; all else that waits is read as a whole.
    return texts.has(name)
      ? { units: pack.units, valueAt: (place: number) => pack.valueAt(place, () => shelf(name) ?? '') }
      : undefined;
  };
  const memory = new GateMemory((name) => texts.has(name), inPart, files);
  // Of others one text is made, not all that are in a pack with it.
  const alone: Made = ({ key, pack = '', address }) => {
    const known = memory.get<string>(`pack:${address}`);
    if (known !== undefined || waits(pack)) return known;
    const made = textMeant(meant.get(key));
    if (made !== undefined) memory.set(`pack:${address}`, made, 2 * made.length);
    return made;
  };
  return { site: new Assembled(manifest, packsFrom(read), memory, undefined, alone), memory };
}

/** Asks for all at once: none begins or ceases to wait while a release is checked, and others than its own are asked for. */
function waiting(pending: Pending, numbers: TextNumbers): (name: string) => boolean {
  const known = new Set<number>();
  for (const name of pending.names()) {
    const number = numbers.of(name);
    if (number !== undefined) known.add(number);
  }
  return (name) => {
    const number = numbers.of(name);
    return number === undefined ? pending.has(name) : known.has(number);
  };
}

/** Reads a text again only where another was asked for since: pages come by shelf, and several of a shelf follow each other. */
function lastOf(read: (name: string) => string | undefined): (name: string) => string | undefined {
  let last: { readonly name: string; readonly text: string | undefined } | undefined;
  return (name) => {
    if (last?.name !== name) last = { name, text: read(name) };
    return last.text;
  };
}
