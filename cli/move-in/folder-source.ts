import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source, SourceFile } from '../../move-in/source.ts';

/** Folders that tools make, and no site has. */
const SKIPPED = new Set(['.git', 'node_modules', '.bundle', '.jekyll-cache', '.sass-cache']);

/** All files of a folder on the disk, in the order of their names. Links are named and not followed. */
export function folderSource(folder: string): Source {
  const files: SourceFile[] = [];
  const visit = (below: string) => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) visit(path);
      } else files.push(entry.isFile() ? { path } : { path, special: true });
    }
  };
  visit('');
  return { files, read: (path) => readFile(join(folder, path)) };
}
