import { isText, kindOf } from '../../schema/file.ts';
import type { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { hashOf, readWhole, textOf } from '../folder/read.ts';
import { writeWhole } from '../folder/write.ts';
import type { Context } from '../frame/context.ts';
import type { Conflict } from './plan.ts';
import { checkUnchanged } from './pull.ts';
import { noteDone, type Sides } from './sync.ts';

/** A file whose two changes became one. */
export interface Merged {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Merges what can be: the result is written to the folder, where it is a change like any other, made on top of what the
 * draft has. What can't be merged is left as it is.
 */
export async function mergeConflicts(
  ctx: Context,
  client: Client,
  folder: string,
  sides: Sides,
  conflicts: readonly Conflict[],
): Promise<Merged[]> {
  // With the compiler, which is most of our code.
  const { merge } = await import('./merge.ts');
  const merged: Merged[] = [];
  for (const conflict of conflicts) {
    ctx.signal.throwIfAborted();
    const texts = await textsOf(client, folder, conflict);
    const after = texts && merge(conflict.path, texts.base, texts.here, texts.there);
    if (texts === undefined || after === undefined) continue;
    writeWhole(folder, conflict.path, after, undefined, () =>
      checkUnchanged(folder, conflict.path, conflict.here),
    );
    merged.push({ path: conflict.path, before: texts.here, after });
    ctx.safe.says = `Merged into the folder: ${merged.map(({ path }) => path).join(', ')}. The draft is as it was.`;
  }
  const there = new Map(conflicts.map(({ path, there: hash }) => [path, hash]));
  const synced = merged.map(({ path }) => [path, there.get(path) ?? null] as const);
  if (merged.length > 0) noteDone(folder, client, sides, synced, { seen: undefined, changed: [] });
  return merged;
}

interface Texts {
  readonly base: string;
  readonly here: string;
  readonly there: string;
}

/** The three texts of a conflict; undefined where one is none, or is not to be had any more. */
async function textsOf(
  client: Client,
  folder: string,
  { path, base, here, there }: Conflict,
): Promise<Texts | undefined> {
  if (base === null || here === null || there === null || !isText(kindOf(path))) return undefined;
  const [before, now] = await Promise.all([versionOf(client, path, base), site.file(client, path)]);
  if (before === undefined || hashOf(now.bytes) !== there) return undefined;
  const content = readWhole(folder, { path });
  const own = content.hash === here ? content.bytes : content.lf?.bytes;
  const texts = [before, own, now.bytes].map((bytes) => bytes && textOf(bytes));
  const [b, h, t] = texts;
  return b === undefined || h === undefined || t === undefined ? undefined : { base: b, here: h, there: t };
}

/** What a file was when it had this hash, from its history; undefined where that is not kept any more. */
async function versionOf(client: Client, path: string, hash: string): Promise<Buffer | undefined> {
  for (let before: number | undefined; ; ) {
    const page: Awaited<ReturnType<typeof site.history>> = await site.history(client, path, before);
    const found = page.versions.find((version) => version.hash === hash);
    if (found) return site.version(client, path, found.id);
    if (page.before === null) return undefined;
    before = page.before;
  }
}
