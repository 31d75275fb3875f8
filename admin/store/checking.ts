import type { Diagnostic } from '../../liquid/error.ts';
import { assemble, type ReleaseOutput } from '../../site/assemble.ts';
import { checkSite } from '../../site/check.ts';
import { checkManifest } from '../../site/check-manifest.ts';
import { type Facts, hasErrors } from '../../site/compile-file.ts';
import { Assembled, packsFrom } from './assembled.ts';
import type { Compiled } from './compiled.ts';
import type { Files } from './files.ts';
import { Gate } from './gate.ts';
import type { Release } from './releases.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stored } from './stored.ts';

/** A release between two slices of its check. Lost in a crash, and then made again from the same snapshot. */
export interface Checking {
  readonly id: string;
  readonly made: ReleaseOutput;
  /** What the check of the whole site warned of. */
  readonly warnings: readonly Diagnostic[];
  readonly gate: Gate;
}

interface Parts {
  readonly files: Pick<Files, 'entry'>;
  readonly compiled: Compiled;
  readonly stored: Stored;
}

/** Makes a release of its snapshot and checks it as a whole: ready for the gate, or refused by what is wrong. */
export async function beginCheck(
  { files, compiled, stored }: Parts,
  { id, version, created }: Release,
  { hashes, assets }: Snapshot,
): Promise<Checking | { readonly refused: readonly Diagnostic[] }> {
  const texts = [...hashes].filter(([path]) => !assets.has(path));
  const { facts, broken } = compiled.factsOf(texts, (path) => files.entry(path));
  for (const path of assets.keys()) facts.set(path, { kind: 'asset' } satisfies Facts);
  const warnings = [...broken, ...checkSite(facts)];
  if (hasErrors(warnings)) return { refused: warnings };
  const code = (path: string) => compiled.code(hashes.get(path) ?? '', path);
  const generation = (hash: string) => stored.generation(hash);
  const made = await assemble({ id, version, at: created, facts, code, assets, generation });
  checkManifest(made);
  const packs = new Map(made.packs.map((pack) => [pack.name, pack.text]));
  const textOf = (path: string) => {
    const hash = hashes.get(path);
    return hash === undefined ? undefined : compiled.text(hash);
  };
  const site = new Assembled(
    made.manifest,
    packsFrom((name) => packs.get(name)),
  );
  return { id, made, warnings, gate: new Gate(site, facts, textOf, created) };
}
