import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { buildSite } from '../site/build.ts';
import { ReadyPages } from '../site/ready.ts';
import type { FunctionRange } from './eager.ts';

/**
 * A page that was made at publish, and one that is rendered with what nearly every template has. What only some have is
 * not here: every cold isolate would compile it.
 */
const SITE = {
  'pages/index.liquid': 'made at publish',
  'pages/list.liquid':
    '{% for item in data.items %}{% if item.size > 1 %}{{ item.name }} {{ item.size | append: "!" }}{% endif %}{% endfor %}{{ request.query.q }}',
  'data/items.json': '[{ "name": "one", "size": 1 }, { "name": "<two>", "size": 2 }]',
};
const PATHS = ['/', '/list'];

interface Module {
  readonly name: string;
  readonly contents: string;
}

/**
 * Runs a bundled site Worker in this process for the first pages of a site, and tells which functions ran, by module: what the
 * first request of a cold isolate runs, whatever the site. The Worker's own module comes first.
 */
export async function profileFirstPages(
  modules: readonly Module[],
): Promise<ReadonlyMap<string, readonly FunctionRange[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-profile-'));
  const base = pathToFileURL(`${folder}/`).href;
  const session = new Session();
  session.connect();
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const { name, contents } of modules) writeFileSync(join(folder, name), contents);
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true });
    await visit(base + modules[0]?.name);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const ran = new Map(result.map(({ url, functions }) => [url, called(functions)]));
    const ours = modules.map(
      ({ name, contents }) => [name, placed(contents, ran.get(base + name) ?? [])] as const,
    );
    return new Map(ours.filter(([, ranges]) => ranges.length > 0));
  } finally {
    session.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

function called(functions: readonly Profiler.FunctionCoverage[]): FunctionRange[] {
  const ranges = functions.flatMap((each) => each.ranges.slice(0, 1)).filter(({ count }) => count > 0);
  return ranges.map(({ startOffset, endOffset }) => ({ start: startOffset, end: endOffset }));
}

/** Ranges of a module's text. Throws when they are of another text: something loaded the module that changes it. */
function placed(contents: string, ranges: FunctionRange[]): FunctionRange[] {
  const end = ranges[0]?.end ?? contents.length; // the first is of the whole module
  if (end !== contents.length)
    throw new Error('The bundle that was profiled is not the bundle that was built.');
  return ranges;
}

/** What the bundle exports. */
interface Worker {
  fetch(request: Request, env: object, context: object): Promise<Response>;
}

/** Asks for the pages. Throws when one is not answered: what ran then was not a page. */
async function visit(url: string): Promise<void> {
  const { default: worker }: { default: Worker } = await import(url);
  const value = await release();
  const metadata = { id: 'profile', format: MANIFEST_FORMAT, move: 1, since: 0 };
  // All that the pages of a small site ask of KV and of the runtime.
  const env = { KV: { getWithMetadata: async () => ({ value, metadata }) } };
  const context = { waitUntil: () => undefined };
  for (const path of PATHS) {
    const response = await worker.fetch(new Request(`https://profile.invalid${path}`), env, context);
    await response.text();
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  }
}

async function release(): Promise<string> {
  const ready = new ReadyPages();
  ready.add('/', SITE['pages/index.liquid']);
  const print = async (text: string) => ({ etag: '"profile"', bytes: text.length });
  return (await ready.addTo(await buildSite(SITE), print)).manifest;
}
