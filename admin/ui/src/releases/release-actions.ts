import { createPreview } from '../api/previews.ts';
import { makeLive } from '../api/site.ts';
import type { Release } from '../api/types.ts';
import { loadStatus, status } from '../session/site.ts';
import { attempt, say } from '../shell/toasts.ts';
import { loadReleases, releases } from './loaded-releases.ts';

/** Makes an older release live. The message offers the way back. */
export async function rollBack(release: Release): Promise<void> {
  const before = releases.value?.find(({ id }) => id === status.value?.live?.release);
  await attempt('live', async () => {
    await makeLive(release.id);
    await Promise.all([loadStatus(), loadReleases()]);
    const undo = before && { label: `Back to ${before.version}`, run: () => void rollBack(before) };
    say(`Release ${release.version} is live again.`, undo);
  });
}

/** Makes a link that shows the draft or a release to people without an account, and puts it on the clipboard. */
export async function copyPreviewLink(what: string): Promise<void> {
  await attempt('preview link', async () => {
    const { url } = await createPreview(what);
    await navigator.clipboard.writeText(url);
    say('The link is on the clipboard. It works for three days; Settings, Access ends it sooner.', {
      label: 'Open it',
      run: () => void open(url, '_blank', 'noopener'),
    });
  });
}
