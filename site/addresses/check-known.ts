import type { Diagnostic } from '../../schema/diagnostic.ts';
import { LIMITS } from '../../schema/limits.ts';
import { own } from '../../schema/own.ts';
import { hashOf } from '../../schema/text/hash-of.ts';
import { finding } from '../check/finding.ts';
import { spanOf } from '../content/compile-entry.ts';
import type { SiteFacts } from '../facts.ts';
import { madeOnce } from '../made-once.ts';
import { repeatedIn } from '../repeated.ts';
import { siteRoutes } from '../routes/routes.ts';
import type { Known } from './address.ts';
import type { KnownList, KnownRuns } from './known-list.ts';
import { pathHashes } from './path-hashes.ts';

/** Problems of one kind that are said. */
const MOST = 50;

/** What is wrong with addresses that are each in order: two that are one, those of the system, and too many of them. */
export function checkKnown(known: KnownRuns, files: SiteFacts): Diagnostic[] {
  const found: Diagnostic[] = [];
  // Of so many nothing else is looked for: they may be any number.
  if (known.length > LIMITS.addresses) return [tooMany(known)];
  if (known.length === 0) return found;
  const { records } = siteRoutes(files);
  const owners = new Map<string, Known>();
  for (const address of suspects(known, records.keys())) {
    if (found.length > MOST) break;
    const { path } = address;
    const other = owners.get(path);
    owners.set(path, address);
    const literal = records.get(path);
    if (isOfSystem(path)) found.push(ofSystem(address, files));
    else if (other) found.push(twice(address, `of ${nameOf(other)}`, files));
    else if (literal) found.push(twice(address, ownerOf(literal), files));
  }
  return found;
}

const isOfSystem = (path: string): boolean => path.startsWith('/assets/') || path.startsWith('/_preview/');

/** Numbers of those that are the system's, and hashes that several have. */
const suspectsIn = madeOnce((known: KnownList) => {
  const system = new Set<number>();
  for (const [at, { path }] of known.entries()) if (isOfSystem(path)) system.add(at);
  return { system, repeated: repeatedIn(pathHashes(known)) };
});

/** Those that may be the address of something else too, by the hashes of all. */
function* suspects(known: KnownList, others: Iterable<string>): Generator<Known> {
  const hashes = pathHashes(known);
  const { system, repeated } = suspectsIn(known);
  const wanted = new Set(repeated);
  for (const path of others) wanted.add(hashOf(path));
  for (const [at, hash] of hashes.entries()) {
    const found = system.has(at) || wanted.has(hash) ? known.at(at) : undefined;
    if (found) yield found;
  }
}

const nameOf = ({ from, page }: Known): string => (from === page ? page : `${from} (by ${page})`);

function ownerOf(record: object): string {
  if ('page' in record) return `of ${String(record.page)}`;
  if ('file' in record) return `of ${String(record.file)}`;
  return 'redirect' in record ? 'of a redirect in site.yaml' : 'of a proxy in site.yaml';
}

function twice(address: Known, other: string, files: SiteFacts): Diagnostic {
  const message = `${address.path} is the address of ${nameOf(address)}, and ${other}`;
  return at(address, files, 'address_twice', message, 'Give one of them another address.');
}

function ofSystem(address: Known, files: SiteFacts): Diagnostic {
  const message = `${address.path} is the address of ${nameOf(address)}, and addresses below /assets/ and /_preview/ are the system's`;
  return at(address, files, 'address_system', message, 'Give it another address.');
}

function tooMany(known: KnownRuns): Diagnostic {
  const [page = '', count = 0] = [...known.counts()].sort(([, a], [, b]) => b - a)[0] ?? [];
  const message = `${page} makes ${count} of ${known.length} addresses; a site has at most ${LIMITS.addresses}`;
  return finding(
    page,
    'address_limit',
    message,
    'Show more of a list on each page, or make pages for fewer items.',
  );
}

function at({ from }: Known, files: SiteFacts, code: string, message: string, help: string): Diagnostic {
  const place = own(files.get(from)?.entry?.places ?? {}, 'url');
  return { ...finding(from, code, message, help), ...(place && spanOf(place)) };
}
