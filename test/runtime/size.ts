import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = `${ROOT}worker/budget.json`;

/** What the site Worker may ship, and what it shipped when this was last written: bytes, minified, in all and by module. */
export interface Budget {
  readonly limit: number;
  /** What all of `liquid/` may take of it. */
  readonly language: number;
  readonly modules: Readonly<Record<string, number>>;
}

export const readBudget = (): Budget => JSON.parse(readFileSync(FILE, 'utf8'));

/** Bundles the site Worker as a deploy does. */
export async function measure(): Promise<{ total: number; modules: Record<string, number> }> {
  const { metafile, outputFiles } = await build({
    entryPoints: ['worker/index.ts'],
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {};
  const modules = Object.entries(inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const);
  modules.sort(([a], [b]) => (a < b ? -1 : 1));
  return { total: outputFiles[0]?.contents.byteLength ?? 0, modules: Object.fromEntries(modules) };
}

/** What the modules below a folder take together. */
export function sizeBelow(folder: string, modules: Readonly<Record<string, number>>): number {
  const below = Object.entries(modules).filter(([path]) => path.startsWith(folder));
  return below.reduce((total, [, bytes]) => total + bytes, 0);
}

/** The modules that grew since the budget was written, the most first. */
export function grown(modules: Readonly<Record<string, number>>, budget: Budget): string[] {
  return Object.entries(modules)
    .map(([path, bytes]) => ({ path, more: bytes - (budget.modules[path] ?? 0) }))
    .filter(({ more }) => more > 0)
    .sort((a, b) => b.more - a.more)
    .map(({ path, more }) => `${path} +${more}`);
}

// `node test/runtime/size.ts` writes down what is shipped now; the limits stay.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { total, modules } = await measure();
  const { limit, language } = readBudget();
  writeFileSync(FILE, `${JSON.stringify({ limit, language, modules }, null, 2)}\n`);
  console.log(`The site Worker ships ${total} bytes, ${sizeBelow('liquid/', modules)} of them the language.`);
}
