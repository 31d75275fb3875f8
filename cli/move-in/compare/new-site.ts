import { readFileSync } from 'node:fs';
import { buildFolder } from '../../dev/build.ts';
import { CliError, EXIT } from '../../frame/exit.ts';
import { drawFindings } from '../../output/draw.ts';
import type { Terminal } from '../../output/terminal.ts';
import { type OfflineSite, serveOffline } from './site-worker.mjs';

/** What the new site answers at an address, after redirects. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Where it led; undefined where it answered there itself. */
  readonly redirected?: string;
}

export interface NewSite extends Pick<OfflineSite, 'site' | 'addresses'> {
  /** `path` is encoded. */
  get(path: string): Promise<Answer>;
}

/** Redirects that are followed, as browsers do it. */
const MOST = 20;

/** Makes a release of a folder and serves it in this process. Throws with what is wrong with the folder. */
export async function newSite(folder: string, origin: string, terminal: Terminal): Promise<NewSite> {
  const { release, diagnostics, textOf } = await buildFolder(folder, 0, undefined, undefined, false);
  if (!release) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    terminal.say(`${drawFindings(errors, textOf, terminal.colours)}\n`);
    throw new CliError(`The site in ${folder} has errors: no page of it can be shown.`, {
      code: 'site_errors',
      exit: EXIT.found,
      next: 'Mend them (meniscus check shows them), then compare again.',
      detail: { diagnostics: errors },
    });
  }
  const site = serveOffline({
    id: release.id,
    manifest: release.manifest,
    packs: release.packs,
    asset: (name) => {
      const found = release.assets.get(name);
      return found && { bytes: readFileSync(found.file), type: found.record.type };
    },
  });
  return { site: site.site, addresses: site.addresses, get: (path) => answerAt(site, origin, path) };
}

async function answerAt(site: OfflineSite, origin: string, path: string): Promise<Answer> {
  let url = origin + path;
  for (let hops = 0; hops < MOST; hops++) {
    const response = await site.get(url);
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, url);
    if (response.status < 300 || response.status > 399 || !next)
      return answerOf(response, url, origin + path);
    url = next.href;
    if (next.origin !== origin) return { status: 200, type: '', bytes: new Uint8Array(), redirected: url };
  }
  return { status: 508, type: '', bytes: new Uint8Array(), redirected: url };
}

async function answerOf(response: Response, url: string, asked: string): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, bytes, ...(url !== asked && { redirected: url }) };
}
