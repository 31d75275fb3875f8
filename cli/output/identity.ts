import type { Identity } from '../../schema/api/core.ts';

/** `Ada (read, write)`, with what limits it. */
export function describeIdentity({ name, scopes, prefix, expires }: Identity): string {
  const below = prefix === null ? '' : `, only below ${prefix}`;
  const until =
    expires === null ? '' : `, until ${new Date(expires).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `${name} (${scopes.join(', ')}${below}${until})`;
}
