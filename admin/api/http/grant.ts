import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { isPlace, ROLE_SCOPES, type Role } from '../../../schema/api/roles.ts';
import { covers, type Scope } from '../../../schema/api/scopes.ts';

/** What a request gives someone: a role, scopes, or a role of which it takes scopes away. */
interface Asked {
  readonly role?: Role | undefined;
  readonly scopes?: readonly Scope[] | undefined;
  readonly prefixes?: readonly string[] | undefined;
  readonly prefix?: string | null | undefined;
}

export interface Given {
  readonly role: Role | null;
  readonly scopes: readonly Scope[];
  readonly prefixes: readonly string[];
}

/** Reads what a token or a sign-in link is to carry. Throws when that is more than `who` has, or does not go together. */
export function readGrant({ role, scopes, prefixes = [], prefix }: Asked, who: Identity): Given {
  const given = scopes ?? (role && ROLE_SCOPES[role]);
  if (!given) throw invalid('scopes', 'give a role, or scopes');
  if (role && !covers(ROLE_SCOPES[role], given))
    throw invalid('scopes', `the role ${role} has ${ROLE_SCOPES[role].join(', ')}, and no others`);
  if (!covers(who.scopes, given))
    throw new ProblemError('forbidden', `${who.name} cannot give more scopes than ${who.scopes.join(', ')}`);
  if (role && prefix) throw invalid('prefix', 'this is for tokens without a role; use prefixes');
  checkPrefixes(role, prefixes);
  return { role: role ?? null, scopes: given, prefixes };
}

function checkPrefixes(role: Role | undefined, prefixes: readonly string[]): void {
  if (prefixes.length === 0) return;
  if (role !== 'writer' && role !== 'editor')
    throw invalid('prefixes', 'these are for the roles writer and editor; a token of scopes has prefix');
  const other = prefixes.find((each) => !isPlace(each));
  if (other !== undefined)
    throw invalid(
      'prefixes',
      `${other} is not below content/, assets/ or data/, nor site.yaml: a ${role} changes nothing else`,
    );
}

const invalid = (field: string, detail: string) =>
  new ProblemError('invalid', `${field}: ${detail}`, { field });
