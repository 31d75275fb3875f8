import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleSite } from '../../cli/bundle-site.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = `${ROOT}worker/budget.json`;

/** Bytes of the site Worker, minified, by source file. */
export type Sizes = Readonly<Record<string, number>>;

/** What the site Worker may be, and what it was when this was last written. */
export interface Budget {
  /** What every cold isolate compiles. */
  readonly first: number;
  /** All of it: the rest is compiled when something first needs it. */
  readonly all: number;
  /** The language, first and later. */
  readonly language: number;
  readonly modules: Sizes;
}

export interface Measured {
  readonly first: number;
  readonly all: number;
  readonly language: number;
  readonly modules: Sizes;
}

export const readBudget = (): Budget => JSON.parse(readFileSync(FILE, 'utf8'));

/** Bundles the site Worker as a deploy does. */
export async function measure(): Promise<Measured> {
  const bundled = await bundleSite();
  const bytes = (some: typeof bundled) =>
    some.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
  const sizes = bundled.flatMap(({ sources }) => Object.entries(sources)).filter(([, size]) => size > 0);
  const modules = Object.fromEntries(sizes.sort(([a], [b]) => (a < b ? -1 : 1)));
  const language = Object.entries(modules).filter(([path]) => path.startsWith('liquid/'));
  return {
    first: bytes(bundled.filter(({ first }) => first)),
    all: bytes(bundled),
    language: language.reduce((sum, [, size]) => sum + size, 0),
    modules,
  };
}

/** The source files that grew since the budget was written, the most first. */
export function grown(modules: Sizes, budget: Pick<Budget, 'modules'>): string[] {
  return Object.entries(modules)
    .map(([path, bytes]) => ({ path, more: bytes - (budget.modules[path] ?? 0) }))
    .filter(({ more }) => more > 0)
    .sort((a, b) => b.more - a.more)
    .map(({ path, more }) => `${path} +${more}`);
}

// `node test/runtime/size.ts` writes down what is shipped now; the limits stay.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, ...now } = await measure();
  const { first, all, language } = readBudget();
  writeFileSync(FILE, `${JSON.stringify({ first, all, language, modules }, null, 2)}\n`);
  console.log(now);
}
