import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { homeFolder } from '../tools/home.ts';

const ROOT = `${homeFolder()}/`;
/** The Worker's own module. */
const ENTRY = 'index.js';

/** One module of what is deployed. */
export interface SiteModule {
  readonly name: string;
  readonly contents: string;
  /** Whether every cold isolate compiles it; the others are compiled when something first needs them. */
  readonly first: boolean;
  /** Characters of it by source file, before names are made short. */
  readonly sources: Readonly<Record<string, number>>;
}

/** The site Worker, bundled; with `edge`, the one that has pages kept in the Workers Cache. */
export const bundleSite = (edge = false): Promise<SiteModule[]> =>
  edge ? bundle('worker/edge/index.ts', 'worker/edge/site.ts') : bundle('worker/index.ts');

/**
 * Bundles a module of the project with all that it imports, minified; it comes first. What `import()` loads become modules of their own,
 * which the runtime does not even parse before they are needed (`new_module_registry` in wrangler.toml). All that a page
 * needs is one module: each costs a cold isolate something of its own. `later` is loaded by `import()`, and becomes one module with all that it imports.
 */
export async function bundle(input: string, later?: string): Promise<SiteModule[]> {
  const first = new Set<string>();
  const next = new Set<string>();
  const build = await rolldown({
    cwd: ROOT,
    input,
    platform: 'browser',
    external: /^cloudflare:/,
    plugins: [collect(first, next, later && `${ROOT}${later}`)],
    // Fields that are only declared would be a function more for each class to compile and run.
    transform: {
      target: 'es2022',
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
    },
  });
  const { output } = await build.generate({
    format: 'esm',
    minify: true,
    comments: false,
    entryFileNames: ENTRY,
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      groups: [
        { name: 'main', test: (id) => first.has(id), priority: 1 },
        { name: 'site', test: (id) => next.has(id) },
      ],
    },
  });
  await build.close();
  const chunks = output.filter((chunk) => chunk.type === 'chunk');
  const modules = chunks.map(({ fileName, code, modules: parts }) => ({
    name: fileName,
    contents: code,
    first: fileName === ENTRY || Object.keys(parts).some((id) => first.has(id)),
    sources: sizes(parts),
  }));
  return modules.sort((a, b) => Number(b.name === ENTRY) - Number(a.name === ENTRY));
}

/** Notes which modules the entry imports, itself or by way of others, without `import()`; and which more the one that is loaded later does. */
function collect(first: Set<string>, next: Set<string>, later: string | undefined): Plugin {
  return {
    name: 'collect',
    buildEnd() {
      const follow = (some: Set<string>) => {
        for (const id of some) for (const each of this.getModuleInfo(id)?.importedIds ?? []) some.add(each);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) first.add(id);
      follow(first);
      if (later !== undefined) next.add(later);
      follow(next);
    },
  };
}

function sizes(parts: Readonly<Record<string, { readonly renderedLength: number }>>): Record<string, number> {
  const entries = Object.entries(parts).map(([id, { renderedLength }]) => [
    id.startsWith(ROOT) ? id.slice(ROOT.length) : id.replace('\0', ''),
    renderedLength,
  ]);
  return Object.fromEntries(entries);
}

/** Writes the bundled modules to a folder of `root` that holds nothing else; returns the path of the Worker's own. */
export async function writeSite(root: string, folder: string, edge: boolean): Promise<string> {
  const target = join(root, folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const { name, contents } of await bundleSite(edge)) writeFileSync(join(target, name), contents);
  return `${folder}/${ENTRY}`;
}
