import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds what goes with the code: examples, and both Workers. The repository's, or the package's `dist`. */
export function homeFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'examples/starter/site.yaml'))) return folder;
    if (folder === dirname(folder)) throw new Error('the examples are not where they were installed');
  }
}
