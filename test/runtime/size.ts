import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle, bundleSite, type SiteModule } from '../../cli/pack/bundle-site.ts';

const FILE = fileURLToPath(new URL('../../worker/budget.json', import.meta.url));

/** Characters by source file, before they are minified. */
export type Sizes = Readonly<Record<string, number>>;

/** Bytes, minified. */
export interface Parts {
  /** What every cold isolate compiles. */
  readonly first: number;
  /** What it compiles besides for a page that was not made at publish, and then for one that was not made in part. */
  readonly second: number;
  readonly third: number;
  /** All of it: the rest is compiled when something first needs it. */
  readonly all: number;
}

/** What may be shipped, and what was when this was last written. */
export interface Budget {
  readonly site: Parts;
  /** The site Worker with the gateway, as it is deployed with EDGE_CACHE=on. */
  readonly edge: Pick<Parts, 'first'>;
  /** The language alone: what `liquid/run` takes of the site Worker. */
  readonly language: Parts;
  readonly modules: Sizes;
}

export const readBudget = (): Budget => JSON.parse(readFileSync(FILE, 'utf8'));

/** Bundles the site Worker as a deploy does, and the language alone. */
export async function measure(): Promise<Budget> {
  const site = await bundleSite();
  const edge = await bundleSite(true);
  const language = await bundle('test/runtime/language.ts');
  const modules = site.flatMap(({ sources }) => Object.entries(sources)).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    site: partsOf(site),
    edge: { first: partsOf(edge).first },
    language: partsOf(language),
    modules: Object.fromEntries(modules),
  };
}

export function partsOf(modules: readonly SiteModule[]): Parts {
  const bytes = (some: readonly SiteModule[]) =>
    some.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
  return {
    first: bytes(modules.filter((one) => one.first)),
    second: bytes(modules.filter((one) => one.second)),
    third: bytes(modules.filter((one) => one.third)),
    all: bytes(modules),
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
  const { site, edge, language } = readBudget();
  writeFileSync(FILE, `${JSON.stringify({ site, edge, language, modules }, null, 2)}\n`);
  console.log(now);
}
