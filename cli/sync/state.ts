import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { hashOf } from '../folder/read.ts';
import { writeWhole } from '../folder/write.ts';
import type { Hashes } from './compare.ts';

/** Our own folder in a site's. Its name begins with a dot, so that nobody takes it for a part of the site. */
export const OWN_FOLDER = '.meniscus';

const stateSchema = z.strictObject({
  version: z.literal(1),
  origin: z.string(),
  /** What the draft was when both sides were equal; absent where they were not. */
  seen: z.optional(z.strictObject({ draft: z.string(), files: z.number(), live: z.nullable(z.string()) })),
  /** Of each file that both sides once had: the SHA-256 that it had then. Checked by hand: zod takes a tenth of a second for 10,000. */
  files: z.custom<Readonly<Record<string, string>>>(isTexts),
});

function isTexts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}

/** The draft as a whole at one time, as far as /status tells. */
export type Seen = NonNullable<z.infer<typeof stateSchema>['seen']>;

/** The last sync of a folder with one site. */
export interface State {
  readonly base: Hashes;
  readonly seen: Seen | undefined;
}

const NEW: State = { base: new Map(), seen: undefined };

/** Each site that a folder is synced with has a state of its own. */
const nameOf = (origin: string) => `${OWN_FOLDER}/sync-${hashOf(origin).slice(0, 12)}.json`;

/** A state that is lost or damaged is like none: what differs then is a conflict, and nothing is overwritten. */
export function readState(folder: string, origin: string): State {
  const path = join(folder, nameOf(origin));
  if (!existsSync(path)) return NEW;
  try {
    const { files, seen } = z.parse(stateSchema, JSON.parse(readFileSync(path, 'utf8')));
    return { base: new Map(Object.entries(files)), seen };
  } catch {
    return NEW;
  }
}

export function writeState(folder: string, origin: string, { base, seen }: State): void {
  const files = Object.fromEntries([...base].sort(([a], [b]) => (a < b ? -1 : 1)));
  const state = { version: 1, origin, ...(seen && { seen }), files };
  writeOwn(folder, nameOf(origin), `${JSON.stringify(state, null, 1)}\n`);
}

/** Writes a file of ours, in a folder that git does not look at. */
export function writeOwn(folder: string, path: string, text: string): void {
  const ignore = `${OWN_FOLDER}/.gitignore`;
  if (!existsSync(join(folder, ignore))) writeWhole(folder, ignore, '*\n');
  writeWhole(folder, path, text);
}
