import { computed, signal } from '@preact/signals';
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
/** Tokens, sign-in links and the audit log. */
export const mayAdmin = computed(() => maySeeSite.value && holds('admin'));
/** Whether anything can be written at all: some file's form depends on its path, see mayWrite. */
export const mayWriteSome = computed(() => holds('write'));

export const mayWrite = (path: string): boolean => mayWriteSome.value && path.startsWith(visible.value);

/** What the person may not do, in one line; '' where there is nothing. */
export const limitsSaid = computed(() => {
  const who = identity.value;
  if (!who || mayAdmin.value) return '';
  const missing = [
    !mayWriteSome.value && 'saving',
    !maySeeSite.value && 'preview and search in other files',
    !mayPublish.value && 'publishing',
    !mayAdmin.value && 'tokens and the audit log',
  ].filter((each) => typeof each === 'string');
  const where = who.prefix === null ? '' : ` of files below ${who.prefix}`;
  return `${who.name} has the scopes ${who.scopes.join(', ')}${where}. Left out here: ${missing.join('; ')}.`;
});
