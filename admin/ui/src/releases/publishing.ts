import { computed, signal } from '@preact/signals';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { ApiError } from '../api/client.ts';
import { type Difference, readDiff, readDifferent } from '../api/history.ts';
import { cancelPublish, publishDraft } from '../api/site.ts';
import type { Published } from '../api/types.ts';
import { validateDraft } from '../api/validate.ts';
import { plural } from '../parts/words.ts';
import { mayPublish, mayPublishWhole, mayWrite } from '../session/may.ts';
import { loadStatus, status } from '../session/site.ts';
import { dialog } from '../shell/dialogs.ts';
import { attempt, say, sayError, settle } from '../shell/toasts.ts';
import { loadReleases, releases } from './loaded-releases.ts';

/** A publish, from looking at what it would do to its end. */
export interface Publishing {
  readonly phase: 'preparing' | 'ready' | 'sending' | 'done' | 'failed';
  /** What differs from live; null while that is not known, or when nothing is live. */
  readonly differences: readonly Difference[] | null;
  /** How many files differ: of very many, only the first are read, and only all of them can be published. */
  readonly count: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly problem: string;
  /** ETag of the draft that was looked at: another one is not published. */
  readonly draft: string;
  readonly release: Published | null;
  /** What was refused for it: paths that what was chosen needs, and that were not. */
  readonly needs: readonly string[];
}

const NOTHING: Publishing = {
  phase: 'preparing',
  differences: null,
  count: 0,
  diagnostics: [],
  problem: '',
  draft: '',
  release: null,
  needs: [],
};

export const publishing = signal<Publishing>(NOTHING);

/** Paths that differ from live and stay unpublished. */
export const leftOut = signal<ReadonlySet<string>>(new Set());

/** The paths that are published; undefined for all of the draft, which not everyone may. */
export const chosen = computed(() => {
  const left = leftOut.value;
  const paths = publishing.value.differences?.map(({ path }) => path) ?? [];
  return !mayPublishWhole.value || paths.some((path) => left.has(path))
    ? paths.filter((path) => !left.has(path))
    : undefined;
});

/** Leaves out all but these paths of what differs; without them nothing, or what the person may not publish. */
export function choose(only: readonly string[] | undefined): void {
  const paths = publishing.value.differences?.map(({ path }) => path) ?? [];
  const isChosen = (path: string) =>
    only === undefined ? mayPublishWhole.value || mayWrite(path) : only.includes(path);
  leftOut.value = new Set(paths.filter((path) => !isChosen(path)));
}

/** Chooses paths, or leaves them out. */
export function toggle(paths: readonly string[], published: boolean): void {
  const left = new Set(leftOut.value);
  for (const path of paths) {
    if (published) left.delete(path);
    else left.add(path);
  }
  leftOut.value = left;
}

/** What was found in the draft. Of a part it is only what is in its files: what else it lacks, the server says. */
export const findings = computed(() => {
  const { diagnostics, needs } = publishing.value;
  const paths = chosen.value;
  if (!paths || needs.length > 0) return diagnostics;
  return diagnostics.filter(({ path }) => path !== undefined && paths.includes(path));
});

/** Findings that keep it from being published. A part is checked by the server, as the release that it would be. */
export const toMend = computed(() =>
  chosen.value ? 0 : publishing.value.diagnostics.filter(({ severity }) => severity === 'error').length,
);

/** Why it cannot be published now, though nothing is under way; '' when it can. */
export const whyNotNow = computed(() => {
  if (!mayPublish.value) return 'You may not publish: that needs the scope publish for the whole site.';
  if (chosen.value?.length === 0) return 'Nothing is chosen.';
  const other = mayPublishWhole.value ? undefined : chosen.value?.find((path) => !mayWrite(path));
  if (other !== undefined) return `${other} is not yours to publish: leave it out.`;
  const n = toMend.value;
  if (n === 0) return '';
  return `${plural(n, 'problem')} to mend before this can be published`;
});

export const canPublish = computed(
  () => (publishing.value.phase === 'ready' || publishing.value.phase === 'failed') && whyNotNow.value === '',
);

/** Milliseconds between looks at a publish that takes long. */
const POLL = 700;

/** Finds out what publishing would change. Of very many files, those that are `wanted` are among those that are read. */
export async function preparePublish(wanted: readonly string[] = chosen.value ?? []): Promise<void> {
  if (publishing.value.phase === 'sending') return;
  const part = chosen.value && publishing.value.differences;
  publishing.value = NOTHING;
  try {
    await loadStatus();
    const draft = status.value?.draft ?? '';
    const [different, { diagnostics }] = await Promise.all([
      status.value?.live ? readDifferent('live', 'draft') : null,
      validateDraft(),
    ]);
    const count = different?.count ?? 0;
    const differences = different && (await withWanted(different.files, count, wanted));
    publishing.value = { ...NOTHING, phase: 'ready', differences, count, diagnostics, draft };
    // Who chose a part did not choose what was saved since.
    if (part) toggle(differences?.map(({ path }) => path).filter(isNewTo(part)) ?? [], false);
  } catch (error) {
    publishing.value = { ...NOTHING, phase: 'failed', problem: messageOf(error) };
  }
}

async function withWanted(
  files: readonly Difference[],
  count: number,
  wanted: readonly string[],
): Promise<readonly Difference[]> {
  if (count <= files.length) return files;
  const known = new Set(files.map(({ path }) => path));
  const others = wanted.filter((path) => !known.has(path));
  const read = await Promise.all(others.map((path) => readDiff('live', 'draft', { path })));
  return [...files, ...read.flatMap((each) => each.files)];
}

const isNewTo = (seen: readonly Difference[]) => (path: string) => !seen.some((each) => each.path === path);

/** Publishes what was chosen of the draft that was looked at. */
export async function publish(message: string): Promise<void> {
  const before = publishing.value;
  if (!canPublish.value) return;
  publishing.value = { ...before, phase: 'sending', problem: '', needs: [] };
  const watch = setInterval(() => void attempt('status', loadStatus), POLL);
  try {
    const release = await settled(await publishDraft(message, before.draft, chosen.value));
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
  const needs = (error instanceof ApiError && error.problem.needs) || [];
  publishing.value = { ...before, phase: 'failed', problem: messageOf(error), diagnostics, needs };
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
