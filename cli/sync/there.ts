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

/** Asks for the draft's files: one request where nothing has changed since the last sync, else the whole list. */
export async function lookThere(client: Client, state: State, each?: (sum: number) => void): Promise<There> {
  let seen = await seenOf(client);
  if (seen === undefined) return lookBelow(client);
  if (state.seen && isSame(state.seen, seen)) return { files: state.base, seen, prefix: '' };
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

const isSame = (a: Seen, b: Seen) => a.draft === b.draft && a.files === b.files && a.live === b.live;

/** Whoever is bound to a prefix may list what is below it, and ask for nothing about the whole. */
async function lookBelow(client: Client): Promise<There> {
  const { prefix } = await site.session(client);
  return { files: await listed(client, prefix ?? ''), seen: undefined, prefix: prefix ?? '' };
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

/** The draft right after a batch of ours that it took when it was as we had seen it; undefined when others were faster. */
export function seenAfter(before: Seen | undefined, draft: string, files: number): Seen | undefined {
  if (!before) return undefined;
  const count = (etag: string) => Number(/^"d(\d+)"$/.exec(etag)?.[1] ?? Number.NaN);
  const steps = count(draft) - count(before.draft);
  return steps === 0 || steps === 1 ? { ...before, draft, files } : undefined;
}
