import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { Eta } from 'eta';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import { readConfig } from '../cli/deploy/config.ts';
import { bundleSite } from '../cli/pack/bundle-site.ts';
import { partsOf } from '../test/runtime/size.ts';
import type { Setting } from '../test/support/workerd.ts';
import { blog } from './fixtures/blog/fixture.ts';
import { templatesOf } from './fixtures/fixture.ts';
import { EXPRESSIONS, HELPERS } from './support/helpers.ts';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '..');
const WASM = join(HERE, 'node_modules/minijinja-js/dist/bundler/minijinja_js_bg.wasm');

/** What no Worker here needs: with it, every start takes half as much again, whatever the Worker does. */
const WITHOUT_NODE = ['no_nodejs_compat', 'no_nodejs_compat_v2'];

/** A Worker as it is deployed. */
export interface Built {
  readonly name: string;
  readonly modules: Setting['modules'];
  readonly flags: readonly string[];
  /** Bytes that are shipped, and those of them that every cold isolate compiles. */
  readonly bytes: number;
  readonly first: number;
}

/** Bundles one Worker of `workers/`, or the site Worker itself, minified. */
export function buildWorker(name: string): Promise<Built> {
  return name.startsWith('meniscus') ? buildSiteWorker(name) : buildPeer(name);
}

async function buildSiteWorker(name: string): Promise<Built> {
  const modules = await bundleSite();
  const { compatibility_flags: flags = [] } = readConfig(join(ROOT, 'wrangler.toml'));
  const { first, all } = partsOf(modules);
  return { name, modules, flags, bytes: all, first };
}

/** As `wrangler deploy --minify` does. */
async function buildPeer(name: string): Promise<Built> {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, `workers/${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['./minijinja.wasm'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [generated],
  });
  const script = { name: 'index.js', contents: outputFiles[0]?.text ?? '' };
  const wasm = name === 'minijinja' ? [{ name: 'minijinja.wasm', contents: readFileSync(WASM) }] : [];
  const modules = [script, ...wasm];
  const bytes = modules.reduce((sum, { contents }) => sum + contents.length, 0);
  return { name, modules, flags: WITHOUT_NODE, bytes, first: bytes };
}

/** Modules `bench:...`: the page as a constant, and templates compiled at build time. */
const generated: Plugin = {
  name: 'generated',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bench:/ }, ({ path }) => ({ path, namespace: 'bench' }));
    onLoad({ filter: /.*/, namespace: 'bench' }, ({ path }) => ({
      contents: GENERATED[path]?.() ?? '',
      resolveDir: HERE,
    }));
  },
};

const GENERATED: Readonly<Record<string, () => string>> = {
  'bench:page': () => `export default ${JSON.stringify(blog.literal())}`,
  'bench:eta': () => {
    const engine = new Eta({ autoEscape: true, autoTrim: false });
    return `export default function (it, options) {${engine.compileToString(templatesOf('blog', 'eta').page ?? '')}}`;
  },
  'bench:handlebars': () => {
    const knownHelpers = Object.fromEntries(
      Object.keys({ ...EXPRESSIONS, ...HELPERS }).map((helper) => [helper, true]),
    );
    return `export default ${Handlebars.precompile(templatesOf('blog', 'hbs').page ?? '', { knownHelpers })}`;
  },
  'bench:nunjucks': () => {
    const code = nunjucks.precompileString(templatesOf('blog', 'njk').page ?? '', {
      name: 'page',
      // Its types know one template; it hands over a list.
      wrapper: (templates) => String([templates].flat()[0]?.template),
    });
    return `export default { page: (function () { ${code} })() }`;
  },
};
