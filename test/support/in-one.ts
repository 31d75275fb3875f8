import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import type { Plugin } from 'vitest/config';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRODUCT = /^(?:schema|liquid|site|release|worker|admin)\//;
/** How the names of chunks end. */
const CHUNK = '.in-one.js';

/**
 * Gives the tests of a project the product's code in a few large modules: one by one, hundreds of files go into each workerd, which
 * takes longer than most tests. `files` are the Worker and the folder of its tests. Where vitest watches,
 * modules stay apart, so that it knows which tests a changed file belongs to.
 */
export function inOne(...files: readonly string[]): Plugin {
  let isWatching = false;
  let isQuick = false;
  let chunks: Promise<ReadonlyMap<string, Chunk>> | undefined;
  return {
    name: 'meniscus:in-one',
    enforce: 'pre',
    configResolved({ server, test }) {
      isWatching = server.watch !== null;
      isQuick = test?.provide?.isQuick ?? false;
    },
    resolveId: (source) => (source.endsWith(CHUNK) ? source : null),
    async load(id) {
      if (isWatching || !(id.endsWith(CHUNK) || isProduct(id))) return null;
      chunks ??= bundle(entriesOf(files), !isQuick);
      const chunk = (await chunks).get(id);
      // Loaded apart, it would be there twice.
      if (!chunk)
        throw new Error(`${id} is imported by a test in a way that test/support/in-one.ts does not see`);
      return chunk;
    },
  };
}

const isProduct = (id: string) => id.startsWith(ROOT) && PRODUCT.test(id.slice(ROOT.length));

/** The product's modules that files import, themselves or through other files of tests. */
function entriesOf(files: readonly string[]): string[] {
  const open = new Set(files.flatMap(filesOf));
  for (const file of open) {
    if (PRODUCT.test(file)) continue;
    for (const [, path = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT))
      open.add(join(dirname(file), path));
  }
  return [...open].filter((file) => PRODUCT.test(file));
}

function filesOf(path: string): string[] {
  if (path.endsWith('.ts')) return [path];
  const names = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(path, name));
}

/** An import by value of a file beside or above. */
const IMPORT = /(?<!^import type [^;]*)(?:from |import\(|^import )'(\.[^']*\.tsx?)'/gm;

type Chunk = Pick<OutputChunk, 'code' | 'map'>;

/** Chunks by the id of their module. That of an entry is its path: who imports it gets the chunk. */
async function bundle(entries: readonly string[], sourcemap: boolean): Promise<ReadonlyMap<string, Chunk>> {
  const build = await rolldown({
    input: Object.fromEntries(entries.map((file) => [file.replaceAll('/', '.'), join(ROOT, file)])),
    platform: 'browser',
    resolve: { conditionNames: ['workerd', 'worker', 'browser', 'import'] },
    external: /^(?:cloudflare|node):/,
    preserveEntrySignatures: 'strict',
  });
  const { output } = await build.generate({
    dir: ROOT,
    sourcemap,
    entryFileNames: `[name]${CHUNK}`,
    chunkFileNames: `[name]-[hash]${CHUNK}`,
  });
  await build.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const ids = new Map(chunks.map((chunk) => [chunk.fileName, idOf(chunk)]));
  const linked = (code: string) =>
    code.replace(IMPORTED, (text, start: string, name: string) => {
      const id = ids.get(name);
      return id === undefined ? text : `${start}${JSON.stringify(id)}`;
    });
  return new Map(chunks.map((chunk) => [idOf(chunk), { code: linked(chunk.code), map: chunk.map }]));
}

const IMPORTED = /(\b(?:from |import |import\())["']\.\/([^"']+)["']/g;

const idOf = ({ isEntry, facadeModuleId, fileName }: OutputChunk) =>
  (isEntry && facadeModuleId) || join(ROOT, fileName);
