import { isText, kindOf } from '../../../schema/file.ts';
import type { Facts, SiteFacts } from '../../../site/facts.ts';
import { withChanged } from '../../../site/site-facts.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Releases } from '../tables/releases.ts';
import { differing, type Edits, editsFrom, overlay } from './overlay.ts';
import type { Snapshot } from './snapshot.ts';

/** Keeps what of the draft a release of a part leaves out: what it lacks is looked for in the draft that it was begun from. */
export function keepLeft(releases: Releases, id: string, release: Snapshot, draft: Snapshot): void {
  const left = editsFrom(draft, differing(release, draft));
  const lines = Array.from(left, ([path, held]) => `${path}\t${held?.hash ?? ''}`);
  releases.saveText(id, 'left', lines.join('\n'));
}

/** The draft as it was when a release of a part began, and what is known of its files; undefined where that was not kept. */
export function draftAtBegin(
  { releases, compiled }: { readonly releases: Releases; readonly compiled: Compiled },
  id: string,
  release: Snapshot,
  facts: SiteFacts,
): { draft: Snapshot; drafted: SiteFacts } | undefined {
  if (!releases.has(id, 'left')) return undefined;
  const left = readLeft(releases.text(id, 'left'));
  const changes = new Map<string, Facts | null>();
  for (const [path, held] of left) {
    const known = held ? factsOf(compiled, path, held.hash) : undefined;
    changes.set(path, known ?? null);
  }
  return { draft: overlay(release, left), drafted: withChanged(facts, changes) };
}

function readLeft(text: string): Edits {
  const lines = text === '' ? [] : text.split('\n').map((line) => line.split('\t'));
  return new Map(lines.map(([path = '', hash = '']) => [path, hash === '' ? null : { hash }]));
}

function factsOf(compiled: Compiled, path: string, hash: string): Facts | undefined {
  const kind = kindOf(path);
  return isText(kind) ? compiled.read(hash, path)?.facts : { kind };
}
