import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { findingAddresses } from '../../../site/addresses/known.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { dataReader, type ReadData } from '../../../site/addresses/lists.ts';
import { checkingSite } from '../../../site/check/check.ts';
import { type Placed, placing } from '../../../site/check/placed.ts';
import type { CompiledFile, Facts, SiteFacts } from '../../../site/facts.ts';
import { withChanged } from '../../../site/site-facts.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';

/** A path and what is there now: null for nothing, undefined for what the draft has. */
export type ChangedHash = readonly [path: string, hash: string | null | undefined];

/** Files whose findings are read between two pauses. */
const FILES = 200;

interface Whole {
  /** What compiling a file of the draft found. */
  saved(path: string): Diagnostic[];
  facts(): SiteFacts;
  data(facts: SiteFacts): ReadData;
  placing(facts: SiteFacts): Generator<void, Placed>;
}

/** What is found of a whole site, but for the texts that are not saved themselves. With pauses. */
export function* findingAll(
  site: Whole,
  unsaved: ReadonlyMap<string, CompiledFile>,
): Generator<void, Diagnostic[]> {
  const facts = site.facts();
  const found: Diagnostic[] = [];
  let looked = 0;
  for (const path of facts.keys()) {
    if (unsaved.has(path)) continue;
    found.push(...site.saved(path));
    if (++looked % FILES === 0) yield;
  }
  found.push(...(yield* checkingSite(facts, site.data(facts))));
  yield;
  return [...found, ...(yield* site.placing(facts)).diagnostics];
}

/** What is found of some files as they are after a change, and of the whole site with them. With pauses. */
export function* findingOf(
  { files, compiled }: { readonly files: Files; readonly compiled: Compiled },
  changes: readonly ChangedHash[],
  draftText: (path: string) => string | undefined,
): Generator<void, Diagnostic[]> {
  const after = new Map<string, Facts | null>();
  const found: Diagnostic[] = changes.flatMap(([path, given]) => {
    const hash = given === undefined ? files.hash(path) : given;
    const known = hash ? compiled.get(hash, path) : undefined;
    after.set(path, known?.facts ?? (hash ? { kind: 'asset' } : null));
    return (known?.diagnostics ?? []).map((each) => ({ ...each, path }));
  });
  yield;
  const facts = withChanged(files.facts(), after);
  const hashes = new Map(changes);
  const texts = (path: string) => {
    const hash = hashes.get(path);
    return hash ? compiled.text(hash) : hash === null ? undefined : draftText(path);
  };
  const data = dataReader(facts, (path) =>
    compiled.code(hashes.get(path) ?? files.entry(path)?.hash ?? '', path),
  );
  found.push(...(yield* checkingSite(facts, data)));
  return [...found, ...(yield* placing(facts, texts)).diagnostics];
}

/** A site's facts, and the addresses that follow from its entries and lists as previews show them. With pauses. */
export function* knownOf(
  facts: SiteFacts,
  read: ReadData,
): Generator<void, { readonly facts: SiteFacts; readonly known: KnownList }> {
  const { known } = yield* findingAddresses(facts, { at: 0, all: true }, read);
  return { facts, known };
}
