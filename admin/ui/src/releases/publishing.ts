import { computed, signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { ApiError } from '../api/client.ts';
import { type Difference, readDiff } from '../api/history.ts';
import { cancelPublish, publishDraft } from '../api/site.ts';
import type { Published } from '../api/types.ts';
import { validateDraft } from '../api/validate.ts';
import { mayPublish } from '../session/may.ts';
import { loadStatus, status } from '../session/site.ts';
import { dialog } from '../shell/dialogs.ts';
import { attempt, say, sayError, settle } from '../shell/toasts.ts';
import { loadReleases, releases } from './loaded-releases.ts';

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

/** Findings that keep the draft from being published. */
export const toMend = computed(
  () => publishing.value.diagnostics.filter(({ severity }) => severity === 'error').length,
);

/** Why it cannot be published now, though nothing is under way; '' when it can. */
export const whyNotNow = computed(() => {
  if (!mayPublish.value) return 'You may not publish: that needs the scope publish for the whole site.';
  const n = toMend.value;
  if (n === 0) return '';
  return n === 1
    ? '1 problem to mend before this can be published'
    : `${n} problems to mend before this can be published`;
});

export const canPublish = computed(
  () => (publishing.value.phase === 'ready' || publishing.value.phase === 'failed') && whyNotNow.value === '',
);

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
    publishing.value = { ...NOTHING, phase: 'failed', problem: messageOf(error) };
  }
}

/** Publishes the draft that was looked at. */
export async function publish(message: string): Promise<void> {
  const before = publishing.value;
  if (!canPublish.value) return;
  publishing.value = { ...before, phase: 'sending', problem: '' };
  const watch = setInterval(() => void attempt('status', loadStatus), POLL);
  try {
    const release = await settled(await publishDraft(message, before.draft));
    publishing.value = { ...before, phase: 'done', release };
    settle('publish');
    if (dialog.value?.dialog !== 'publish') say(`Release ${release.version} is live.`);
  } catch (error) {
    await failed(before, error);
  } finally {
    clearInterval(watch);
    await lookAgain();
  }
}

/** Cancels the publish that is under way, whoever began it. Who waits for it learns of it from the response to their own request. */
export async function cancel(): Promise<void> {
  const going = status.value?.publishing;
  if (!going) return;
  await attempt('cancel', () => cancelPublish(going.id));
  await lookAgain();
}

const lookAgain = () => attempt('status', () => Promise.all([loadStatus(), loadReleases()]));

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
  publishing.value = { ...before, phase: 'failed', problem: messageOf(error), diagnostics };
  if (dialog.value?.dialog !== 'publish') sayError(error, 'publish');
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
