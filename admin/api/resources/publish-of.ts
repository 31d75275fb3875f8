import type { Identity } from '../../../schema/api/core.ts';
import type { Limits } from '../../../schema/api/roles.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { Outcome } from '../../store/outcome.ts';
import type { Release } from '../../store/tables/releases.ts';

/** What a publish gives, as a caller may see it: whoever is bound to a prefix sees no paths of others. */
export const publishedFor = (who: Identity, result: Outcome<Release>): Outcome<Release> =>
  result.ok ? { ...result, value: seenBy(who, result.value) } : refusedTo(who, result);

/** What of an identity says what it may publish. */
export const limitsOf = ({ role, prefixes }: Identity): Limits => ({ role, prefixes });

/** A release as someone may see it who is bound to a prefix: no paths of others. */
function seenBy({ prefix }: Identity, release: Release): Release {
  if (prefix === null || !release.only) return release;
  const { unpublished } = release.only;
  const first = unpublished.first.filter((path) => path.startsWith(prefix));
  const diagnostics = within(prefix, release.diagnostics);
  return { ...release, diagnostics, only: { ...release.only, unpublished: { ...unpublished, first } } };
}

/** A refusal as someone may see it who is bound to a prefix: whether others' files stop it, and nothing about them. */
function refusedTo<T>({ prefix }: Identity, result: Outcome<T>): Outcome<T> {
  if (result.ok || prefix === null) return result;
  const { diagnostics = [], needs } = result.more;
  const found = within(prefix, diagnostics);
  const needed = needs?.filter((path) => path.startsWith(prefix));
  if (found.length === diagnostics.length && needed?.length === needs?.length) return result;
  const more = { ...result.more, diagnostics: found, ...(needed && { needs: needed }) };
  const detail = `Not published: files outside of ${prefix} have errors, or would have to be published too. Ask someone who may.`;
  return { ...result, detail, more };
}

const within = (prefix: string, diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ path }) => path?.startsWith(prefix));
