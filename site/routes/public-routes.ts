import type { Diagnostic } from '../../schema/diagnostic.ts';
import { addressOf, lowerCase } from '../../schema/location.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { finding } from '../check/finding.ts';

/** Addresses below these are never a file's. */
const SYSTEM = /^\/(?:assets|_preview)(?:\/|$)/;

/**
 * Adds files of public/ to the routes: each at its own address, if nothing else has just that one, and in lower case as a
 * redirect to it. `whoHas` names what has a route key.
 */
export function addPublic(
  paths: Iterable<string>,
  records: Map<string, RouteRecord>,
  whoHas: (key: string) => string | undefined,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const files = Array.from(paths).filter((path) => path.startsWith('public/'));
  for (const path of files) {
    const address = addressOf(path);
    const other = whoHas(address);
    if (SYSTEM.test(address)) found.push(reserved(path, address));
    else if (other === undefined) records.set(address, { file: path });
    else found.push(hidden(path, address, other));
  }
  for (const path of files) {
    const address = addressOf(path);
    const lower = lowerCase(address);
    if (!records.has(lower) && 'file' in (records.get(address) ?? {}))
      records.set(lower, { redirect: address, status: 308 });
  }
  return found;
}

function reserved(path: string, address: string): Diagnostic {
  const message = `Addresses such as ${address} are the system's, so ${path} would never be seen`;
  return finding(path, 'route', message, 'Put it into assets/, or give it another name.');
}

function hidden(path: string, address: string, other: string): Diagnostic {
  const message = `${path} is never seen: ${other} answers ${address}`;
  return { ...finding(path, 'public_hidden', message, 'Rename or remove one of them.'), severity: 'warning' };
}
