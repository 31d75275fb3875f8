import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import * as z from 'zod/mini';
import { type AdminTarget, askAdmin, readStatus } from './admin-client.ts';

/** How often the state of a publish is asked for, in milliseconds. */
const PUBLISH_POLL = 100;

const releaseSchema = z.object({ id: z.string(), state: z.string() });

/** Uploads and publishes the site in `folder` when the server has none. Returns how many files that were, 0 for none. */
export async function publishStarter(target: AdminTarget, folder: string): Promise<number> {
  const { files, live } = await readStatus(target);
  if (files > 0 || live) return 0;
  const count = await upload(target, folder);
  await publish(target, 'The starter site');
  return count;
}

/** Puts every file of a folder into the draft, all in one step. */
async function upload(target: AdminTarget, folder: string): Promise<number> {
  const paths = listFiles(folder);
  const archive = zipSync(Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path))])));
  await askAdmin(target, 'POST', '/api/import', archive);
  return paths.length;
}

async function publish(target: AdminTarget, message: string): Promise<void> {
  const text = await askAdmin(target, 'POST', '/api/publish', JSON.stringify({ message }));
  const release = z.parse(releaseSchema, JSON.parse(text));
  for (;;) {
    const { live, publishing } = await readStatus(target);
    if (live?.release === release.id) return;
    if (publishing?.id !== release.id)
      throw new Error(`Release ${release.id} did not become live. GET /api/releases says why.`);
    await sleep(PUBLISH_POLL);
  }
}

/** Paths of a folder's files, relative to it, with slashes, sorted; names that begin with a dot are left out. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
