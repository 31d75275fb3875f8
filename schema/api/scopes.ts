import * as z from 'zod/mini';

/** What a caller may do. `write` and `publish` can also read; `admin` can do everything. */
export const SCOPES = ['read', 'write', 'publish', 'admin'] as const;

// The editor's start takes the names only: it ships neither the schema nor zod.
export const scopeSchema = /* @__PURE__ */ z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

const HOLDS: ReadonlyMap<string, readonly Scope[]> = new Map<Scope, readonly Scope[]>([
  ['read', ['read']],
  ['write', ['read', 'write']],
  ['publish', ['read', 'publish']],
  ['admin', SCOPES],
]);

/** Whether scopes that were given allow what needs `wanted`. */
export function allows(given: readonly Scope[], wanted: Scope): boolean {
  return given.some((scope) => HOLDS.get(scope)?.includes(wanted) === true);
}

/** Whether `given` holds all of `wanted`: nobody can give what they don't have. */
export const covers = (given: readonly Scope[], wanted: readonly Scope[]): boolean =>
  wanted.every((scope) => allows(given, scope));
