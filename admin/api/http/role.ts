import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { isContent, isContentOnly, mayCall, mayChange, mayPublishAll } from '../../../schema/api/roles.ts';
import { allows } from '../../../schema/api/scopes.ts';
import { readPath } from '../../../schema/file.ts';
import type { Bound } from '../../store/bound.ts';
import type { Operation } from '../operation.ts';

/** Throws when the caller's role is not one that may call the operation. */
export function checkRole(operation: Operation, who: Identity): void {
  if (mayCall(who, operation)) return;
  const { method, path } = operation;
  throw refused(`${method} /api${path} is not for ${describe(who)}`);
}

/** Throws when the caller's role is for content, and a path of a write or a publish is not of it. */
export function checkChanges({ scope }: Operation, who: Identity, paths: readonly string[]): void {
  if (scope !== 'write' && scope !== 'publish') return;
  if (scope === 'publish' && mayPublishAll(who)) return;
  for (const path of paths) checkChange(who, path);
}

/** Throws when the caller's role does not let them change a file. */
export function checkChange(who: Identity, path: string): void {
  if (mayChange(who, path)) return;
  if (path === '')
    throw refused(`Name the paths: ${describe(who)} publishes what they may change, not the whole draft`);
  const read = readPath(path);
  if ('problem' in read) {
    const { code, message } = read.problem;
    throw new ProblemError('invalid', `${path} names no file. ${message}`, { path, rule: code });
  }
  const why = isContent(path)
    ? `only what is below ${who.prefixes?.join(', ')}`
    : 'only content, pictures and other media, data and the settings of the site, no templates or code';
  throw refused(`${describe(who)} may change ${why}; not ${path}`, path);
}

/** What the caller's edits of the draft are bound to. */
export const boundOf = (who: Identity): Bound => ({ prefix: who.prefix, contentOnly: isContentOnly(who) });

/** What the response about a session says that the caller may do. */
export function mayOf(who: Identity) {
  const { scopes, role } = who;
  const site = who.prefix === null;
  const admin = site && allows(scopes, 'admin');
  const all = mayPublishAll(who) && site ? ('all' as const) : ('paths' as const);
  const changes = isContentOnly(who) ? ('content' as const) : ('all' as const);
  return {
    change: allows(scopes, 'write') ? changes : ('nothing' as const),
    publish: allows(scopes, 'publish') ? all : ('nothing' as const),
    admin,
    tokens: admin && role !== 'developer',
  };
}

const describe = ({ name, role }: Identity) =>
  `${name}, who is ${role === 'writer' || role === 'developer' ? 'a' : 'an'} ${role}`;

const refused = (detail: string, path?: string) =>
  new ProblemError('forbidden', detail, { rule: 'role', ...(path !== undefined && { path }) });
