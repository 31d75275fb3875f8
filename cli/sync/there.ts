import type { Client } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import { type Status, site } from '../api/site.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import type { Hashes } from './compare.ts';
import type { Seen, State } from './state.ts';

/** The draft as the server has it. */
export interface There {
  readonly files: Hashes;
  /** undefined for who may only see a part of the site. */
  readonly seen: Seen | undefined;
  /** Only paths below this are known. */
  readonly prefix: string;
}

/** Times that a draft which changes while it is listed is listed again. */
const TRIES = 5;

/** Asks for the draft's files: one request where nothing has changed since the last sync, else two. */
export async function lookThere(client: Client, state: State, each?: (sum: number) => void): Promise<There> {
  const seen = await seenOf(client);
  if (seen === undefined) return lookBelow(client);
  if (isSame(state.seen, seen)) return { files: state.base, seen, prefix: '' };
  const found = (await listParts(client, each)) ?? (await listLines(client));
  if (!found) return listWhole(client, seen, each);
  const { files, draft } = found;
  return { files, seen: { ...seen, draft, files: files.size }, prefix: '' };
}

interface Listed {
  readonly files: Map<string, string>;
  readonly draft: string;
}

/** The hashes part by part, all of one draft; undefined where the server has no parts, or where the draft changes all the while. */
async function listParts(client: Client, each?: (sum: number) => void): Promise<Listed | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const files = new Map<string, string>();
    let part = await site.someHashes(client, '');
    const draft = part?.draft;
    while (part && part.draft === draft) {
      readHashes(part.text, files);
      each?.(files.size);
      if (part.cursor === '') return { files, draft: part.draft };
      part = await site.someHashes(client, part.cursor);
    }
    if (!part) return undefined;
  }
  return undefined;
}

/** All of them in one answer. */
async function listLines(client: Client): Promise<Listed | undefined> {
  const hashes = await site.hashes(client, '');
  return hashes && { files: readHashes(hashes.text), draft: hashes.draft };
}

/** The list page by page, until it is of one draft: for servers that have no list of hashes. */
async function listWhole(client: Client, first: Seen, each?: (sum: number) => void): Promise<There> {
  let seen = first;
  for (let tries = 0; tries < TRIES; tries++) {
    const files = await listed(client, '', each);
    const after: Seen | undefined = await seenOf(client);
    if (after && after.draft === seen.draft) return { files, seen, prefix: '' };
    seen = after ?? seen;
  }
  throw new CliError(`${client.target.name} changes faster than it can be listed.`, {
    code: 'draft_changes',
    exit: EXIT.conflict,
    next: 'Somebody is importing, or many people save at once: run the same command again in a minute.',
  });
}

/** Whether both are of one draft, or neither of any. */
export const isSame = (a: Seen | undefined, b: Seen | undefined): boolean =>
  a?.draft === b?.draft && a?.files === b?.files && a?.live === b?.live;

/** Whoever is bound to a prefix may list what is below it, and ask for nothing about the whole. */
async function lookBelow(client: Client): Promise<There> {
  const { prefix } = await site.session(client);
  const hashes = await site.hashes(client, prefix ?? '');
  const files = hashes ? readHashes(hashes.text) : await listed(client, prefix ?? '');
  return { files, seen: undefined, prefix: prefix ?? '' };
}

/** Lines as sha256sum writes them, by path. */
function readHashes(text: string, files = new Map<string, string>()): Map<string, string> {
  for (const line of text.split('\n')) if (line !== '') files.set(line.slice(66), line.slice(0, 64));
  return files;
}

async function seenOf(client: Client): Promise<Seen | undefined> {
  try {
    return toSeen(await site.status(client));
  } catch (error) {
    if (error instanceof Refused && error.problem.rule === 'prefix') return undefined;
    throw error;
  }
}

export const toSeen = ({ draft, files, live }: Status): Seen => ({
  draft,
  files,
  live: live?.release ?? null,
});

async function listed(
  client: Client,
  prefix: string,
  each?: (sum: number) => void,
): Promise<Map<string, string>> {
  const files = await site.files(client, prefix, each);
  return new Map(files.map(({ path, hash }) => [path, hash]));
}

/** The draft right after batches of ours that it took when it was as we had seen it; undefined when others were faster. */
export function seenAfter(
  before: Seen | undefined,
  draft: string,
  files: number,
  saves: number,
): Seen | undefined {
  if (!before) return undefined;
  const count = (etag: string) => Number(/^"d(\d+)"$/.exec(etag)?.[1] ?? Number.NaN);
  const steps = count(draft) - count(before.draft);
  return steps === 0 || steps === saves ? { ...before, draft, files } : undefined;
}
