import { computed, signal } from '@preact/signals';
import { isContentOnly, mayChange, mayPublishAll, type Role } from '../../../../schema/api/roles.ts';
import { allows, type Scope } from '../../../../schema/api/scopes.ts';
import type { Identity } from '../api/types.ts';

/** Who is signed in. */
export const identity = signal<Identity | null>(null);

const holds = (scope: Scope) => allows(identity.value?.scopes ?? [], scope);

/** The part of the site that the person may see: paths that begin with this, all with ''. */
export const visible = computed(() => identity.value?.prefix ?? '');

/** What concerns the site as a whole: status, releases, previews, events. */
export const maySeeSite = computed(() => identity.value?.prefix === null && holds('read'));
export const mayPublish = computed(() => maySeeSite.value && holds('publish'));
/** Whether a publish may take what others changed too; otherwise it names files that the person may change. */
export const mayPublishWhole = computed(() => mayPublish.value && mayPublishAll(identity.value ?? {}));
/** Whether someone who sees only a part of the site may publish files of it. */
export const mayPublishAlone = computed(() => !maySeeSite.value && holds('publish'));
/** The audit log. */
export const mayAdmin = computed(() => maySeeSite.value && holds('admin'));
/** Tokens and sign-in links. */
export const mayLetIn = computed(() => mayAdmin.value && identity.value?.role !== 'developer');
/** Whether the person's role is for content: then Content comes first, and no tree of files. */
export const isForContent = computed(() => isContentOnly(identity.value ?? {}));
/** Archives, and names in files of all kinds. */
export const mayWriteAll = computed(() => maySeeSite.value && mayWriteSome.value && !isForContent.value);
/** Whether anything can be written at all: some file's form depends on its path, see mayWrite. */
export const mayWriteSome = computed(() => holds('write'));

export const mayWrite = (path: string): boolean =>
  mayWriteSome.value && path.startsWith(visible.value) && mayChange(identity.value ?? {}, path);

/** What the person may not do, in one line; '' where there is nothing. */
export const limitsSaid = computed(() => {
  const who = identity.value;
  if (!who || mayLetIn.value) return '';
  if (who.role) return roleSaid(who.name, who.role, who.prefixes ?? []);
  const missing = [
    !mayWriteSome.value && 'saving',
    !maySeeSite.value && 'preview and search in other files',
    !mayPublish.value && 'publishing',
    !mayAdmin.value && 'tokens and the audit log',
  ].filter((each) => typeof each === 'string');
  const where = who.prefix === null ? '' : ` of files below ${who.prefix}`;
  return `${who.name} has the scopes ${who.scopes.join(', ')}${where}. Left out here: ${missing.join('; ')}.`;
});

const ROLE_SAID: Readonly<Record<Role, string>> = {
  writer: 'a writer: changes content, media, data and settings, and publishes that',
  editor: 'an editor: changes content, media, data and settings, and publishes',
  developer: 'a developer: does everything but let others in',
  owner: 'an owner',
};

const roleSaid = (name: string, role: Role, prefixes: readonly string[]) =>
  `${name} is ${ROLE_SAID[role]}${prefixes.length > 0 ? `, only below ${prefixes.join(', ')}` : ''}.`;
