import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOfFile } from './addresses.ts';

/** A file of the old site, as visitors get it. */
export interface OldFile {
  /** Its address: a path from the root of the built site. */
  readonly address: string;
  readonly bytes: Uint8Array;
  /** What its server says; undefined for a file. */
  readonly type?: string;
}

/** A site to compare with. Files come one at a time. */
export interface OldSite {
  /** Undefined where it is not known before all were read. */
  readonly size?: number;
  files(): AsyncIterable<OldFile>;
  /** Tells of an address that the new site has, for a site whose files nobody can list. */
  suggest?(address: string): void;
}

/** A folder that a build has written, such as `_site`. */
export function folderSite(folder: string): OldSite {
  const paths = pathsBelow(folder);
  return {
    size: paths.length,
    async *files() {
      for (const path of paths)
        yield { address: addressOfFile(path), bytes: readFileSync(join(folder, path)) };
    },
  };
}

function pathsBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (below: string) => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  visit('');
  return found;
}
