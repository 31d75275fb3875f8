import { messageOf } from '../../../schema/message-of.ts';
import { CliError, EXIT, usage } from '../../frame/exit.ts';
import { type Frame, meaningOf } from './addresses.ts';
import { locationsOf, xmlKind } from './feed-view.ts';
import type { OldFile, OldSite } from './old-site.ts';
import { viewOf } from './page-view.ts';

/** Addresses that are followed at most. */
const MOST = 100_000;
/** Names of this machine. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/;

/** The URL of a site that runs on this machine; undefined for what is no URL. */
export function runningUrl(text: string): URL | undefined {
  if (!/^https?:\/\//.test(text)) return undefined;
  const url = URL.parse(text);
  if (!url) throw usage(`${text} is no URL.`);
  if (!LOOPBACK.test(url.hostname))
    throw usage(
      `${url.host} is not on this machine: a comparison asks for every page.`,
      'Serve the old site here, with jekyll serve or npx serve _site, or name the folder that it is built to.',
    );
  return url;
}

/** A site that runs: what the new site has, and what pages and sitemaps there lead to. */
export function runningSite(url: URL, frame: Frame, signal: AbortSignal): OldSite {
  const known = new Set<string>(['/', '/sitemap.xml', '/404.html']);
  const suggest = (address: string) => {
    const path = address.replace(/[?#].*$/s, '');
    if (path.startsWith('/') && known.size < MOST) known.add(path);
  };
  return {
    suggest,
    async *files() {
      // What is added meanwhile comes up too.
      for (const address of known) {
        const file = await ask(url, frame, address, signal);
        if (!file) continue;
        for (const link of linksOf(file, frame)) suggest(link);
        yield file;
      }
    },
  };
}

async function ask(
  url: URL,
  { base }: Frame,
  address: string,
  signal: AbortSignal,
): Promise<OldFile | undefined> {
  const asked = new URL(base + encodeURI(address), url);
  try {
    const response = await fetch(asked, { signal });
    if (!response.ok) return void (await response.body?.cancel());
    const type = response.headers.get('content-type') ?? '';
    return { address, bytes: new Uint8Array(await response.arrayBuffer()), type };
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CliError(`${asked.href} does not answer: ${messageOf(error)}`, {
      code: 'unreachable',
      exit: EXIT.unreachable,
      next: 'Start the old site, or name the folder that it is built to.',
    });
  }
}

function linksOf({ address, bytes, type = '' }: OldFile, frame: Frame): string[] {
  const page = frame.origin + frame.base + encodeURI(address);
  const text = () => new TextDecoder().decode(bytes);
  if (/\bhtml\b/.test(type)) {
    const { links, sources } = viewOf(text(), page, frame);
    return [...links, ...sources, ...(address === '/' ? [meaningOf('/', page, frame)] : [])];
  }
  if (/\bxml\b/.test(type) && xmlKind(text()) === 'sitemap') return locationsOf(text(), page, frame);
  return [];
}
