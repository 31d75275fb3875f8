import { signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { ApiError } from '../api/client.ts';
import { type Difference, readDiff } from '../api/history.ts';
import { cancelPublish, publishDraft } from '../api/site.ts';
import type { Published } from '../api/types.ts';
import { validateDraft } from '../api/validate.ts';
import { loadStatus, status } from '../session/site.ts';
import { dialog } from '../shell/dialogs.ts';
import { say, sayError } from '../shell/toasts.ts';
import { loadReleases, releases } from './list.ts';

/** A publish, from looking at what it would do to its end. */
export interface Publishing {
  readonly phase: 'preparing' | 'ready' | 'sending' | 'done' | 'failed';
  /** What differs from live; null while that is not known, or when nothing is live. */
  readonly differences: readonly Difference[] | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly problem: string;
  /** ETag of the draft that was looked at: another one is not published. */
  readonly draft: string;
  readonly release: Published | null;
}

const NOTHING: Publishing = {
  phase: 'preparing',
  differences: null,
  diagnostics: [],
  problem: '',
  draft: '',
  release: null,
};

export const publishing = signal<Publishing>(NOTHING);

/** Milliseconds between looks at a publish that takes long. */
const POLL = 700;

/** Finds out what publishing would change. */
export async function preparePublish(): Promise<void> {
  if (publishing.value.phase === 'sending') return;
  publishing.value = NOTHING;
  try {
    await loadStatus();
    const draft = status.value?.draft ?? '';
    const [differences, { diagnostics }] = await Promise.all([
      status.value?.live ? readDiff('live', 'draft').then(({ files }) => files) : null,
      validateDraft(),
    ]);
    publishing.value = { ...NOTHING, phase: 'ready', differences, diagnostics, draft };
  } catch (error) {
    publishing.value = { ...NOTHING, phase: 'failed', problem: wording(error) };
  }
}

/** Publishes the draft that was looked at. */
export async function publish(message: string): Promise<void> {
  const before = publishing.value;
  if (before.phase !== 'ready' && before.phase !== 'failed') return;
  publishing.value = { ...before, phase: 'sending', problem: '' };
  const watch = setInterval(() => void loadStatus().catch(sayError), POLL);
  try {
    const release = await settled(await publishDraft(message, before.draft));
    publishing.value = { ...before, phase: 'done', release };
    if (dialog.value?.dialog !== 'publish') say(`Release ${release.version} is live.`);
  } catch (error) {
    await failed(before, error);
  } finally {
    clearInterval(watch);
    await Promise.all([loadStatus(), loadReleases()]).catch(sayError);
  }
}

/** Cancels the publish that is under way, whoever began it. Who waits for it learns of it from the response to their own request. */
export async function cancel(): Promise<void> {
  const going = status.value?.publishing;
  if (!going) return;
  try {
    await cancelPublish(going.id);
  } catch (error) {
    sayError(error);
  }
  await Promise.all([loadStatus(), loadReleases()]).catch(sayError);
}

async function failed(before: Publishing, error: unknown): Promise<void> {
  if (error instanceof ApiError && error.status === 412) {
    publishing.value = NOTHING;
    await preparePublish();
    publishing.value = {
      ...publishing.value,
      problem: 'The draft was changed since you looked at it. Below is what it would publish now.',
    };
    return;
  }
  const found = error instanceof ApiError ? (error.problem.diagnostics ?? []) : [];
  const diagnostics = found.length > 0 ? (found as readonly Diagnostic[]) : before.diagnostics; // one shape, see schema/api/problem
  publishing.value = { ...before, phase: 'failed', problem: wording(error), diagnostics };
  if (dialog.value?.dialog !== 'publish') sayError(error);
}

/** Waits for a release that the server goes on with by itself. */
async function settled(release: Published): Promise<Published> {
  let now = release;
  while (now.state !== 'live') {
    if (now.state === 'failed') throw new Error(now.reason ?? 'The release failed.');
    await new Promise((resolve) => setTimeout(resolve, POLL));
    await loadStatus();
    const live = status.value?.live;
    const onItsWay = status.value?.publishing;
    if (live?.release === release.id)
      return { ...release, state: 'live', liveAt: live.since, everywhereBy: live.everywhereBy };
    if (onItsWay?.id === release.id) now = { ...release, ...onItsWay };
    else throw new Error(await whyNot(release.id));
  }
  return now;
}

async function whyNot(id: string): Promise<string> {
  await loadReleases();
  const reason = releases.value?.find((release) => release.id === id)?.reason;
  return reason
    ? `Not published: ${reason}`
    : 'The release did not become live; the list of releases says why.';
}

const wording = (error: unknown): string => (error instanceof Error ? error.message : String(error));
