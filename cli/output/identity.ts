import type { Identity } from '../../schema/api/core.ts';

/** `Ada (read, write)`, with the role and what limits it. */
export function describeIdentity({ name, role, scopes, prefix, prefixes = [], expires }: Identity): string {
  const places = prefix ?? prefixes.join(', ');
  const below = places === '' ? '' : `, only below ${places}`;
  const until =
    expires === null ? '' : `, until ${new Date(expires).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `${name} (${role ? `${role}: ` : ''}${scopes.join(', ')}${below}${until})`;
}
