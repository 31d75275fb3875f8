import type { Diagnostic } from '../../liquid/error.ts';
import { assemble, type ReleaseOutput } from '../../site/assemble.ts';
import { checkSite } from '../../site/check.ts';
import { checkManifest } from '../../site/check-manifest.ts';
import { hasErrors } from '../../site/compile-file.ts';
import { Assembled, inMemory } from './assembled.ts';
import type { Files } from './files.ts';
import { Gate } from './gate.ts';
import type { Release } from './releases.ts';
import type { Stored } from './stored.ts';

/** A release between two slices of its check. Lost in a crash, and then made again. */
export interface Checking {
  readonly id: string;
  readonly made: ReleaseOutput;
  /** Path and hash of each of its files, as they are kept. */
  readonly files: string;
  /** What the check of the whole site warned of. */
  readonly warnings: readonly Diagnostic[];
  readonly gate: Gate;
}

interface Parts {
  readonly files: Files;
  readonly stored: Stored;
  readonly now: () => number;
}

/** Takes the draft as it is now for a release and checks it as a whole: ready for the gate, or refused by what is wrong. */
export async function beginCheck(
  { files, stored, now }: Parts,
  release: Release,
): Promise<Checking | { readonly refused: readonly Diagnostic[] }> {
  const facts = files.facts();
  const warnings = checkSite(facts);
  if (hasErrors(warnings)) return { refused: warnings };
  const hashes = new Map(files.hashes());
  // All that it reads of the draft it reads before it first waits: facts, texts and hashes are of one moment.
  const made = await assemble({
    id: release.id,
    version: release.version,
    at: now(),
    facts,
    code: (path) => files.code(path),
    assets: files.assets(),
    generation: (hash) => stored.generation(hash),
  });
  checkManifest(made);
  const packs = new Map(made.packs.map((pack) => [pack.name, pack.text]));
  const texts = (path: string) => {
    const hash = hashes.get(path);
    return hash === undefined ? undefined : files.text(hash);
  };
  const gate = new Gate(new Assembled(made.manifest, inMemory(packs)), facts, texts, now());
  const lines = [...hashes].map((pair) => pair.join('\t')).join('\n');
  return { id: release.id, made, files: lines, warnings, gate };
}
