import { type Frame, pathOf, plain } from './addresses.ts';
import { diffFiles } from './diff-file.ts';
import { type Difference, difference } from './difference.ts';
import { Ids } from './ids.ts';
import type { Answer, NewSite } from './new-site.ts';
import type { OldFile, OldSite } from './old-site.ts';
import { viewOf } from './page-view.ts';
import { withReason } from './why.ts';

/** What a comparison has found. */
export interface Compared {
  /** Addresses of both sites. */
  readonly compared: number;
  /** Addresses of the old site. */
  readonly there: number;
  readonly differences: readonly Difference[];
}

/** Files of builds that no visitor asks for; maps of style sheets are for who wrote them in Sass. */
const NOT_ASKED = /(?:^|\/)\.(?:DS_Store|nojekyll|git[^/]*)(?:$|\/)|\.css\.map$/;

/** Compares every address. One file of each site is held at a time, and of all others only what differs. */
export async function compareSites(
  old: OldSite,
  now: Pick<NewSite, 'addresses' | 'get'>,
  frame: Frame,
  each: (done: number, all: number | undefined) => void = () => {},
): Promise<Compared> {
  const ids = new Ids();
  const differences: Difference[] = [];
  const seen = new Set<string>();
  let compared = 0;
  const here = await now.addresses();
  for (const address of here) old.suggest?.(pathOf(address, frame.base));
  for await (const file of old.files()) {
    if (NOT_ASKED.test(file.address)) continue;
    seen.add(plain(file.address));
    each(seen.size, old.size);
    const found = await compareAt(file, now, frame, ids);
    if (!found.some(({ kind }) => kind === 'missing')) compared++;
    differences.push(...found.map(withReason));
  }
  const extra = here
    .map((address) => pathOf(address, frame.base))
    .filter((address) => !seen.has(address) && !seen.has(`${address}/`) && !seen.has(`${address}.html`))
    .map((address) => difference(address, 'extra', '', address));
  return { compared, there: seen.size, differences: [...differences, ...ids.differences(), ...extra] };
}

async function compareAt(
  file: OldFile,
  now: Pick<NewSite, 'get'>,
  frame: Frame,
  ids: Ids,
): Promise<Difference[]> {
  const { address } = file;
  const page = plain(address);
  const { answer, at } = await answerFor(address, now, frame);
  const leads =
    answer.redirected === undefined ? undefined : pathOf(new URL(answer.redirected).pathname, frame.base);
  if (leads !== undefined && isRedirectPage(file, answer, frame)) return [];
  if (answer.status === 404 && leadsNowhere(file, frame)) return [];
  if (answer.status >= 500) return [difference(page, 'error', '', `status ${answer.status}`)];
  if (answer.status !== 200 && page !== '/404.html') return [difference(page, 'missing', page, '')];
  const oldUrl = frame.origin + frame.base + address;
  const newUrl = answer.redirected ?? frame.origin + at;
  const { bytes: old, type } = file;
  const pair = { page, oldUrl, newUrl, old, now: answer.bytes, ...(type !== undefined && { type }) };
  const redirect = leads === undefined || leads === page ? [] : [difference(page, 'redirect', page, leads)];
  return [...redirect, ...diffFiles(pair, frame, ids)];
}

/** The new site may have everything below `baseurl`, or at its root. */
async function answerFor(
  address: string,
  now: Pick<NewSite, 'get'>,
  { base }: Frame,
): Promise<{ answer: Answer; at: string }> {
  const answer = await now.get(address);
  if (base === '' || answer.status !== 404) return { answer, at: address };
  const below = await now.get(base + address);
  return below.status === 404 ? { answer, at: address } : { answer: below, at: base + address };
}

/** Where a page of the old site leads that does nothing else. */
function refreshOf({ address, bytes }: OldFile, frame: Frame): string | undefined {
  if (bytes.length > 20_000) return undefined;
  return viewOf(new TextDecoder().decode(bytes), frame.origin + frame.base + address, frame).refresh;
}

/** A page that leads to the one that says that nothing is there, as here. */
const leadsNowhere = (file: OldFile, frame: Frame): boolean => refreshOf(file, frame) === '/404.html';

/** A page of the old site that does nothing but lead to where the new one redirects. */
function isRedirectPage(file: OldFile, { redirected = '' }: Answer, frame: Frame): boolean {
  const refresh = refreshOf(file, frame);
  const url = new URL(redirected);
  const to =
    url.origin === frame.origin || frame.own.has(url.origin) ? pathOf(url.pathname, frame.base) : url.href;
  if (refresh === undefined) return false;
  // One that loads itself again and again never led anywhere.
  return withoutSlash(refresh) === withoutSlash(to) || withoutSlash(refresh) === withoutSlash(file.address);
}

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/$/, '');
