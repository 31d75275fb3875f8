import * as z from 'zod/mini';
import { readPath } from '../file.ts';
import { SCOPES, type Scope } from './scopes.ts';

/** What people are to a site: names for scopes that go together, and for the kinds of file that they change. */
export const ROLES = ['writer', 'editor', 'developer', 'owner'] as const;

// The editor's start takes the names only: it ships neither the schema nor zod.
export const roleSchema = /* @__PURE__ */ z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** The scopes of a role, unless whoever gives it takes some away. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  writer: ['read', 'write', 'publish'],
  editor: ['read', 'write', 'publish'],
  developer: SCOPES,
  owner: SCOPES,
};

/** What of an identity says which files it changes. Tokens and sessions of scopes alone have no role. */
export interface Limits {
  readonly role?: Role | null | undefined;
  /** Files, or folders with all below them; none for the whole site. */
  readonly prefixes?: readonly string[] | undefined;
}

/** What an operation says of who may call it. */
interface Called {
  readonly scope: string;
  readonly roles?: readonly Role[];
  readonly paths?: unknown;
}

/** Where a role for content may have files: the beginnings of what `isContent` accepts. */
const PLACES = ['content/', 'assets/', 'data/', 'site.yaml'];

/** Files below assets/ that run in visitors' browsers, or say how pages look. */
const CODE = /\.(?:[cm]?jsx?|tsx?|css|s[ac]ss|less|x?html?|xht|xslt?|xml|wasm|map|webmanifest|swf)$/i;

/** Files that say which fields a form has. */
const FIELDS = /\.fields\.(?:ya?ml|json)$/;

/** Whether a role changes content, media, data and settings only: no templates, code, or fields of forms. */
export const isContentOnly = ({ role }: Limits): boolean => role === 'writer' || role === 'editor';

/** Whether a path is one of content, media, data or settings. */
export function isContent(path: string): boolean {
  const read = readPath(path);
  if ('problem' in read) return false;
  if (read.kind === 'entry') return !path.endsWith('.liquid');
  if (read.kind === 'data') return !FIELDS.test(path);
  if (read.kind === 'asset') return path.startsWith('assets/') && !CODE.test(path);
  return read.kind === 'site';
}

/** Whether someone may change a file, as far as their role says; their scopes are another question. */
export function mayChange(who: Limits, path: string): boolean {
  return !isContentOnly(who) || (isContent(path) && isBelow(who.prefixes ?? [], path));
}

/** Whether someone may publish what others changed too, as far as their role says. */
export const mayPublishAll = ({ role, prefixes = [] }: Limits): boolean =>
  role !== 'writer' && prefixes.length === 0;

/** Whether a role may call an operation at all. Its paths are checked apart, one by one. */
export function mayCall(who: Limits, { scope, roles, paths }: Called): boolean {
  const { role } = who;
  if (!role || scope === 'self' || scope === 'anyone') return true;
  if (roles) return roles.includes(role) && (scope !== 'publish' || mayPublishAll(who));
  return !isContentOnly(who) || scope === 'read' || paths !== undefined;
}

/** Whether a prefix can hold anything that a role for content changes. */
export const isPlace = (prefix: string): boolean =>
  PLACES.some((place) => prefix === place || asFolder(prefix).startsWith(place));

const isBelow = (prefixes: readonly string[], path: string): boolean =>
  prefixes.length === 0 || prefixes.some((each) => path === each || path.startsWith(asFolder(each)));

const asFolder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
