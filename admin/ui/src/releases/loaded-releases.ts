import { computed, signal } from '@preact/signals';
import { listReleases } from '../api/site.ts';
import type { Release } from '../api/types.ts';
import { maySeeSite } from '../session/may.ts';
import { status } from '../session/site.ts';

/** Releases, newest first; null until they are loaded. */
export const releases = signal<readonly Release[] | null>(null);

export async function loadReleases(): Promise<void> {
  if (maySeeSite.value) releases.value = await listReleases();
}

/** Whether the draft was changed since the live release was made. */
export const unpublished = computed(() => {
  const now = status.value;
  if (!now) return false;
  if (!now.live) return now.files > 0;
  const live = releases.value?.find((release) => release.id === now.live?.release);
  if (!live) return false;
  return `"d${live.draft}"` !== now.draft || (live.only?.unpublished.count ?? 0) > 0;
});
