import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { type FunctionNames, recording } from '../../cli/pack/eager.ts';
import { fingerprint } from '../../release/etag.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { ReadyPages } from '../../site/release/ready.ts';
import { addResiduals } from '../../site/release/residuals.ts';
import { type Built, buildSite } from '../support/build-site.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const FILE = join(ROOT, 'worker/first-functions.json');

/** What is asked of an isolate as its first request: a page that was made at publish, and one that was made in part. */
const ASKED = ['/', '/part', '/part?q=x'];

/** The functions of the site Worker that run for the first request of an isolate, where that is for a page as nearly all are. */
export async function firstFunctions(): Promise<FunctionNames> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-functions-'));
  const ran = new Set<string>();
  Object.assign(globalThis, { __ran: (name: string) => ran.add(name) });
  try {
    const modules = await bundleSite(false, recording(ROOT));
    const kv = await publishedSite();
    for (const [at, path] of ASKED.entries()) {
      const isolate = join(folder, String(at));
      for (const { name, contents } of modules) {
        mkdirSync(isolate, { recursive: true });
        writeFileSync(join(isolate, name), contents);
      }
      writeFileSync(join(isolate, 'package.json'), '{"type":"module"}');
      const { default: worker } = await import(pathToFileURL(join(isolate, 'index.js')).href);
      const response: Response = await worker.fetch(
        new Request(`https://site.example${path}`),
        { KV: kv },
        { waitUntil() {} },
      );
      if (!/made/.test(response.headers.get('server-timing') ?? ''))
        throw new Error(`${path} was not made at publish`);
    }
  } finally {
    Object.assign(globalThis, { __ran: undefined });
    rmSync(folder, { recursive: true });
  }
  return byFile([...ran].sort());
}

/** A site with one page that is the same for everybody, and one that reads its query. */
async function publishedSite(): Promise<unknown> {
  const built = await buildSite({
    'site.yaml': 'title: Site',
    'pages/index.liquid': 'Home',
    'pages/part.liquid': 'P{% if request.query.q %}{{ request.query.q }}{% endif %}',
  });
  const left = addResiduals(
    built,
    new Map([['pages/part.liquid', { text: codeOf(built, 'pages/part.liquid'), needs: [] }]]),
  );
  const ready = new ReadyPages();
  ready.add('/', 'Home');
  const { manifest } = await ready.addTo({ ...built, ...left }, fingerprint);
  const metadata = { id: built.id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  return { getWithMetadata: async () => ({ value: manifest, metadata }) };
}

function codeOf({ meant }: Built, path: string): string {
  const text = meant.get(path) ?? '';
  return typeof text === 'string' ? text : text.code;
}

function byFile(ran: readonly string[]): FunctionNames {
  const files: Record<string, string[]> = {};
  for (const each of ran) {
    const [path = '', name = ''] = each.split(' ');
    files[path] = [...(files[path] ?? []), name];
  }
  return files;
}

// `node test/runtime/first-functions.ts` writes down those that run now.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = await firstFunctions();
  writeFileSync(FILE, `${JSON.stringify(names, null, 2)}\n`);
  console.log(`${Object.values(names).flat().length} functions`);
}
