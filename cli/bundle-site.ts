import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One module of the site Worker as it is deployed. */
export interface SiteModule {
  readonly name: string;
  readonly contents: string;
  /** Whether every cold isolate compiles it; the others are compiled when something first needs them. */
  readonly first: boolean;
  /** Bytes of it by source file. */
  readonly sources: Readonly<Record<string, number>>;
}

/** The name of the module that is the Worker's own; it stands first. */
const ENTRY = 'index.js';

/**
 * Bundles the site Worker, minified. What `import()` loads become modules of their own, which the runtime does not even
 * parse before they are needed (`new_module_registry` in wrangler.toml): a cold isolate pays for what a page takes only.
 */
export async function bundleSite(): Promise<SiteModule[]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['worker/index.ts'],
    outdir: 'build',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
    write: false,
  });
  const first = firstOf(metafile);
  const modules = outputFiles.map(({ path, text }) => {
    const output = `build/${basename(path)}`;
    const inputs = Object.entries(metafile.outputs[output]?.inputs ?? {});
    const sources = Object.fromEntries(inputs.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
    return { name: basename(path), contents: text, first: first.has(output), sources };
  });
  return modules.sort((a, b) => Number(b.name === ENTRY) - Number(a.name === ENTRY));
}

/** The outputs that the entry imports, itself or by way of others, without `import()`. */
function firstOf({ outputs }: Metafile): Set<string> {
  const found = new Set([`build/${ENTRY}`]);
  for (const path of found)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') found.add(next);
  return found;
}

/** Writes the bundled modules to a folder of `root` that holds nothing else; answers the path of the Worker's own. */
export async function writeSite(root: string, folder: string): Promise<string> {
  const target = join(root, folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const { name, contents } of await bundleSite()) writeFileSync(join(target, name), contents);
  return `${folder}/${ENTRY}`;
}
