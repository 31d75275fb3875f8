import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import { blog } from './fixtures/blog/fixture.ts';
import { templatesOf } from './fixtures/fixture.ts';
import { EXPRESSIONS, HELPERS } from './helpers.ts';

const HERE = import.meta.dirname;
const WASM = join(HERE, 'node_modules/minijinja-js/dist/bundler/minijinja_js_bg.wasm');

/** A Worker as Miniflare takes it. */
export interface Built {
  readonly name: string;
  readonly modules: readonly {
    readonly type: 'ESModule' | 'CompiledWasm';
    readonly path: string;
    readonly contents: string | Uint8Array;
  }[];
  /** Bytes that are shipped. */
  readonly bytes: number;
}

/** Bundles one Worker of `workers/`, or the site Worker itself, minified. */
export async function buildWorker(name: string): Promise<Built> {
  const entry = name.startsWith('meniscus') ? '../worker/index.ts' : `workers/${name}.ts`;
  const { outputFiles } = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['./minijinja.wasm'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [generated],
  });
  const code = outputFiles[0]?.text ?? '';
  const script = { type: 'ESModule' as const, path: 'index.mjs', contents: code };
  if (name !== 'minijinja') return { name, modules: [script], bytes: code.length };
  const wasm = readFileSync(WASM);
  const module = { type: 'CompiledWasm' as const, path: 'minijinja.wasm', contents: wasm };
  return { name, modules: [script, module], bytes: code.length + wasm.length };
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
