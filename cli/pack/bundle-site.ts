import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import firstFunctions from '../../worker/first-functions.json' with { type: 'json' };
import { homeFolder } from '../tools/home.ts';
import { eager } from './eager.ts';
import { inEntry } from './in-entry.ts';
import { smaller } from './smaller.ts';

const ROOT = `${homeFolder()}/`;
/** The Worker's own module. */
const ENTRY = 'index.js';

/** One module of what is deployed. */
export interface SiteModule {
  readonly name: string;
  readonly contents: string;
  /** Whether every cold isolate compiles it; the others are compiled when something first needs them. */
  readonly first: boolean;
  /** Whether it is compiled for the first page that was not made at publish, and for the first that was not even made in part. */
  readonly second: boolean;
  readonly third: boolean;
  /** Characters of it by source file, before names are made short. */
  readonly sources: Readonly<Record<string, number>>;
}

/** What serves all requests of an isolate but the first. */
const WARM = 'worker/warm/serve.ts';
/** What renders pages that were made in part, and with the rest of the language all others. Most are made at publish. */
const PARTLY = 'worker/pages/partly.ts';
const RENDER = 'worker/pages/render.ts';

/**
 * Modules of what is mostly needed together, or hardly ever. Each module that is shipped takes 15,000 instructions of each start, whether it is loaded or not.
 */
const TOGETHER: readonly (readonly [name: string, test: RegExp])[] = [
  ['rare', /\/(?:schema\/own|liquid\/run\/locate|release\/legal-xml)\.ts$/],
  ['lists', /\/(?:release\/content\/|worker\/warm\/tables\.ts$)/],
];

/** The site Worker, bundled; with `edge`, the one that has pages kept in the Workers Cache. */
export const bundleSite = (edge = false, plugin = eager(ROOT, firstFunctions)): Promise<SiteModule[]> => {
  const plugins = [smaller(ROOT), plugin];
  return edge
    ? bundle('worker/edge/index.ts', ['worker/edge/site.ts', WARM, PARTLY, RENDER], plugins)
    : bundle('worker/index.ts', [WARM, PARTLY, RENDER], plugins);
};

/**
 * Bundles a module of the project with all that it imports, minified; it comes first. What `import()` loads become modules of their own,
 * which the runtime does not even parse before they are needed (`new_module_registry` in wrangler.toml). All that a page
 * needs that was made at publish is one module: each costs a cold isolate something of its own. Each of `later` is loaded by `import()`, and becomes
 * one module with all that it imports and none before it does.
 */
export async function bundle(
  input: string,
  later: readonly string[] = [],
  plugins: readonly Plugin[] = [],
): Promise<SiteModule[]> {
  const parts = [input, ...later].map((start) => ({ start: `${ROOT}${start}`, ids: new Set<string>() }));
  const build = await rolldown({
    cwd: ROOT,
    input,
    platform: 'browser',
    // With one, its `target` decides about class fields: then each class with fields has a function more to compile and run.
    tsconfig: false,
    external: /^cloudflare:/,
    plugins: [...plugins, collect(parts)],
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
        ...parts.map(({ ids }, at) => ({
          name: at === 0 ? 'main' : `part-${at}`,
          test: (id: string) => ids.has(id),
          priority: TOGETHER.length + parts.length - at,
        })),
        ...TOGETHER.map(([name, test], at) => ({ name, test, priority: TOGETHER.length - at })),
      ],
    },
  });
  await build.close();
  const all = output.filter((chunk) => chunk.type === 'chunk');
  const chunks = inEntry(all, ENTRY);
  const modules = chunks.map(({ fileName, code, modules: sources }) => {
    const part = parts.findIndex(({ ids }) => Object.keys(sources).some((id) => ids.has(id)));
    return {
      name: fileName,
      contents: withoutRuntime(code),
      first: fileName === ENTRY || part === 0,
      second: part > 0 && part === later.length - 1,
      third: part > 0 && part === later.length,
      sources: sizes(sources),
    };
  });
  return modules.sort((a, b) => Number(b.name === ENTRY) - Number(a.name === ENTRY));
}

/**
 * A module that is loaded by `import()`, but exports nothing for it, without the bundler's own module, which makes an object for what it exports: a
 * cold isolate would compile that for nothing. What exports something stays as it is.
 */
function withoutRuntime(code: string): string {
  const [line, name] = /import\{t as ([\w$]+)\}from"\.\/rolldown-runtime-[^"]+";/.exec(code) ?? [];
  const made = code.split(`=${name}({`);
  const isEmpty = made.length === 2 && made[1]?.startsWith('})');
  return line && isEmpty ? code.replace(line, '').replace(`=${name}({})`, '={}') : code;
}

/** Notes which modules each part needs: its start and all that it imports, itself or by way of others, without `import()`. */
function collect(parts: readonly { readonly start: string; readonly ids: Set<string> }[]): Plugin {
  return {
    name: 'collect',
    buildEnd() {
      for (const { start, ids } of parts) {
        ids.add(start);
        for (const id of ids) for (const next of this.getModuleInfo(id)?.importedIds ?? []) ids.add(next);
      }
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
