import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../schema/version.ts';
import { homeFolder } from '../tools/home.ts';

/** Folders whose code decides what a check finds. */
const ROOMS = ['schema', 'liquid', 'site'];

let stamp: string | undefined;

/** Another text for other code: the package's version, and in the repository when its files were changed last. */
export function codeStamp(): string {
  stamp ??= `${VERSION} ${latestChange(homeFolder())} ${process.versions.node}`;
  return stamp;
}

function latestChange(home: string): number {
  let latest = statSync(process.argv[1] ?? home).mtimeMs;
  for (const room of ROOMS) {
    if (!statSync(join(home, room), { throwIfNoEntry: false })) continue;
    for (const entry of readdirSync(join(home, room), { recursive: true, encoding: 'utf8' }))
      if (entry.endsWith('.ts')) latest = Math.max(latest, statSync(join(home, room, entry)).mtimeMs);
  }
  return latest;
}
