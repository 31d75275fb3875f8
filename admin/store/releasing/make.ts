import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import type { Aside } from '../../../site/aside.ts';
import type { Compile, Placed } from '../../../site/check/placed.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { assemble, type ReleaseOutput } from '../../../site/release/assemble.ts';
import type { KeptLayouts } from '../../../site/release/kept-layouts.ts';
import type { KnownPacks } from '../../../site/release/make-pack.ts';
import type { Compiled } from '../tables/compiled.ts';
import { listingOf } from '../tables/draft/listing.ts';
import type { Files } from '../tables/files.ts';
import type { Release } from '../tables/releases.ts';
import type { Stored } from '../tables/stored.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
  readonly stored: Stored;
  readonly transforms: boolean;
}

/** The files of a snapshot: what is known of each, errors of texts that do not compile any more, and the texts. */
export interface SnapshotFiles {
  /** The same, of which what is in the draft, too, is held once. */
  readonly snapshot: Snapshot;
  readonly facts: SiteFacts;
  readonly broken: readonly Diagnostic[];
  /** What compiling its files warned of. */
  readonly warned: readonly Diagnostic[];
  text(path: string): string | undefined;
}

export function filesOf({ files, compiled }: Parts, noted: Snapshot): SnapshotFiles {
  const { assets } = noted;
  const listing = files.sharing(listingOf(noted));
  const facts = files.viewOf(listing, assets);
  const snapshot = snapshotOf({ listing, assets });
  const { hashes } = snapshot;
  return {
    snapshot,
    facts,
    ...compiled.foundIn(facts),
    text: (path) => compiled.text(hashes.get(path) ?? ''),
  };
}

/** The code of a snapshot's files. */
export function codeOf(
  { compiled }: Pick<Parts, 'compiled'>,
  { hashes }: Pick<Snapshot, 'hashes'>,
  placed: Placed,
): (path: string) => string {
  return (path) => placed.files.get(path)?.compiled.code ?? compiled.code(hashes.get(path) ?? '', path);
}

/** The same of several files, of which those of the table of compiled texts are read together. */
function codesOf(
  { compiled }: Pick<Parts, 'compiled'>,
  { hashes }: Pick<Snapshot, 'hashes'>,
  placed: Placed,
): (paths: readonly string[]) => string[] {
  return (paths) => {
    const again = paths.map((path) => placed.files.get(path)?.compiled.code);
    const others = paths.filter((_, at) => again[at] === undefined);
    const codes = compiled.codes(others.map((path) => ({ path, hash: hashes.get(path) ?? '' })));
    return paths.map((path, at) => again[at] ?? codes.get(path) ?? '');
  };
}

/** Compiles a snapshot's texts with what the rest of the site says, or reads what was kept of that. Its code is not held in memory. */
export function placedOf(
  { compiled }: Pick<Parts, 'compiled'>,
  { hashes }: Pick<Snapshot, 'hashes'>,
): Compile {
  return (path, given) => {
    const hash = hashes.get(path) ?? '';
    const found = compiled.placed(hash, path, given);
    if (!found) return undefined;
    const { facts, diagnostics } = found;
    const units = found.code.length;
    const code = () => compiled.placedCode(hash, path, given);
    return {
      facts,
      diagnostics,
      units,
      get code() {
        return code();
      },
    };
  };
}

interface MakingRelease {
  /** Its known addresses, where they were found already. */
  readonly known?: KnownList;
  readonly knownPacks?: KnownPacks;
  readonly layouts?: KeptLayouts;
  readonly aside?: Aside;
  readonly pause?: (share?: number) => Promise<void>;
}

/** Makes a release of a snapshot. A repair makes the same packs again, so all that goes into them comes from here. */
export function makeRelease(
  { files, compiled, stored, transforms }: Parts,
  { id, version, created: at }: Pick<Release, 'id' | 'version' | 'created'>,
  snapshot: Snapshot,
  placed: Placed,
  { known, knownPacks, layouts, aside, pause }: MakingRelease = {},
): Promise<ReleaseOutput> {
  const { assets, hashes, saved } = snapshot;
  return assemble({
    id,
    version,
    at,
    facts: placed.facts,
    assets,
    transforms,
    code: codeOf({ compiled }, snapshot, placed),
    codes: codesOf({ compiled }, snapshot, placed),
    generation: (hash) => stored.generation(hash),
    saved: (path) => saved.get(path),
    units: (path) => {
      const again = placed.files.get(path);
      if (again) return again.compiled.units;
      const drafted = files.entry(path);
      return drafted?.hash === hashes.get(path) ? drafted?.units : undefined;
    },
    source: (path) => {
      const given = placed.files.get(path)?.given;
      return given ? `${hashes.get(path)} ${JSON.stringify(given)}` : hashes.get(path);
    },
    ...(known && { known }),
    ...(knownPacks && { knownPacks }),
    ...(layouts && { layouts }),
    ...(aside && { aside }),
    ...(pause && { pause }),
  });
}
