import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Packages that are fetched when a command first needs them, and never bundled. */
const LATER = ['wrangler', 'workerd', 'rolldown', 'vite'];

/** Bundles the bin and writes it to a folder: one file, and one for each part that only some commands need. */
export async function bundleCli(folder: string): Promise<void> {
  const build = await rolldown({
    cwd: ROOT,
    input: { meniscus: 'cli/main.ts' },
    platform: 'node',
    external: LATER,
    transform: { target: 'node20' },
  });
  const { output } = await build.generate({
    format: 'esm',
    minify: { compress: true, mangle: false, codegen: true },
    comments: false,
    banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name]-[hash].js',
  });
  await build.close();
  rmSync(join(folder, 'parts'), { recursive: true, force: true });
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    const path = join(folder, chunk.fileName);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, chunk.code);
    if (chunk.isEntry) chmodSync(path, 0o755);
  }
}
