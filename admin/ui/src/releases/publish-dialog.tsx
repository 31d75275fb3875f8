import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Difference } from '../api/history.ts';
import { dirtyDocs, saveDoc } from '../editor/docs.ts';
import { Dialog } from '../parts/dialog.tsx';
import { plural } from '../parts/words.ts';
import { status } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { Changes } from './changes.tsx';
import { Findings } from './findings.tsx';
import { Propagation } from './propagation.tsx';
import {
  cancel,
  canPublish,
  choose,
  chosen,
  findings,
  leftOut,
  preparePublish,
  publish,
  publishing,
  toggle,
  whyNotNow,
} from './publishing.ts';
import { RenderedChanges } from './rendered-changes.tsx';

/** What is about to change for visitors, and the button that does it. */
export function Publish({ only }: { only?: readonly string[] | undefined }) {
  const message = useSignal('');
  const { phase } = publishing.value;
  useEffect(() => {
    choose(undefined);
    void preparePublish(only).then(() => choose(only));
  }, [only]);
  // What was looked at is not what would be published any more: somebody saved, perhaps what was to mend.
  useSignalEffect(() => {
    const { phase: now, draft } = publishing.value;
    const isOld = draft !== '' && status.value !== null && status.value.draft !== draft;
    if (isOld && (now === 'ready' || now === 'failed')) void preparePublish();
  });
  if (phase === 'done') return <Published />;
  const start = () => void publish(message.value);
  return (
    <Dialog
      title={titleOf(only)}
      size="wide"
      close={closeDialog}
      submit={start}
      footer={
        <>
          <Progress />
          <CancelPublish />
          <button type="button" class="button" onClick={closeDialog}>
            {phase === 'sending' ? 'Go on in the background' : 'Not now'}
          </button>
          <button type="button" class="button primary" disabled={!canPublish.value} onClick={start}>
            Publish
          </button>
        </>
      }
    >
      <Unsaved />
      <Problem />
      <div class="field">
        <label for="message">What is new in it?</label>
        <input
          id="message"
          class="input"
          autoFocus
          maxLength={500}
          placeholder="For the list of releases; may stay empty"
          value={message.value}
          onInput={(event) => {
            message.value = event.currentTarget.value;
          }}
        />
      </div>
      <WhatChanges first={only} />
      <Findings diagnostics={findings.value} />
    </Dialog>
  );
}

const titleOf = (only: readonly string[] | undefined): string =>
  !status.value?.live ? 'Publish for the first time' : only ? 'Publish only this' : 'Publish the draft';

/** What the dialog was opened for comes first: what is left out may be long. */
function firstOf(differences: readonly Difference[] | null, paths: readonly string[]) {
  const isFirst = ({ path }: Difference) => paths.includes(path);
  return differences && [...differences].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
}

function Unsaved() {
  const unsaved = dirtyDocs.value;
  if (unsaved.length === 0) return null;
  return (
    <div class="note warn row wrap">
      <p class="grow">Not saved, so not part of this release: {unsaved.map((doc) => doc.path).join(', ')}</p>
      <button
        type="button"
        class="button small"
        onClick={() => void Promise.all(unsaved.map(saveDoc)).then(() => preparePublish())}
      >
        Save {unsaved.length === 1 ? 'it' : 'them'}
      </button>
    </div>
  );
}

function Problem() {
  const { problem, needs } = publishing.value;
  if (!problem) return null;
  if (needs.length === 0)
    return (
      <p class="note bad" role="alert">
        {problem}
      </p>
    );
  return (
    <div class="note bad row wrap" role="alert">
      <p class="grow">What you chose needs more that is not live: {needs.join(', ')}</p>
      <button type="button" class="button small" onClick={() => addNeeds(needs)}>
        Choose {needs.length === 1 ? 'it' : 'them'} too
      </button>
    </div>
  );
}

function WhatChanges({ first = [] }: { first?: readonly string[] | undefined }) {
  const { phase, count } = publishing.value;
  const differences = firstOf(publishing.value.differences, first);
  if (!status.value?.live)
    return <p class="soft">All {status.value?.files} files of the draft become the first release.</p>;
  if (!differences) return phase === 'preparing' ? <p class="soft">Comparing with what is live…</p> : null;
  if (differences.length === 0) return <p class="soft">The draft is what visitors see already.</p>;
  return (
    <section class="stack">
      <h3>{plural(count, 'file differs', 'files differ')} from what is live</h3>
      {count > differences.length && (
        <p class="soft">
          The first {differences.length.toLocaleString('en')} are listed, of which you may choose some.
        </p>
      )}
      {differences.length > 1 && <ChooseAll paths={differences.map(({ path }) => path)} />}
      <Changes
        from="live"
        to="draft"
        files={differences}
        {...(differences.length > 1 && {
          choice: {
            has: (path: string) => !leftOut.value.has(path),
            set: (path: string, on: boolean) => toggle([path], on),
          },
        })}
      />
      {/* What was found is of what was chosen then. */}
      {chosen.value?.length !== 0 && (
        <RenderedChanges key={chosen.value?.join('\n') ?? ''} paths={chosen.value} />
      )}
    </section>
  );
}

function ChooseAll({ paths }: { paths: readonly string[] }) {
  const left = paths.filter((path) => leftOut.value.has(path)).length;
  return (
    <label class="row choose-all">
      <input
        type="checkbox"
        checked={left === 0}
        indeterminate={left > 0 && left < paths.length}
        onChange={(event) => toggle(paths, event.currentTarget.checked)}
      />
      <span>
        {left === 0
          ? 'Publish all of them'
          : `Publish ${paths.length - left} of them; ${plural(left, 'stays', 'stay')} in the draft`}
      </span>
    </label>
  );
}

/** Chooses what is needed too. The next publish checks again. */
function addNeeds(needs: readonly string[]): void {
  toggle(needs, true);
  publishing.value = { ...publishing.value, phase: 'ready', problem: '', needs: [] };
}

const STEPS: ReadonlyMap<string, string> = new Map([
  ['checking', 'Checking the whole site…'],
  ['writing', 'Writing the release…'],
  ['ready', 'Making it live…'],
]);

function Progress() {
  const { phase } = publishing.value;
  const going = status.value?.publishing;
  if (phase !== 'sending' && !going)
    return (
      <span class={phase === 'preparing' ? 'grow soft' : 'grow problem'} role="status">
        {phase === 'preparing' ? 'Checking the whole site…' : whyNotNow.value}
      </span>
    );
  const step = STEPS.get(going?.state ?? 'checking') ?? 'Publishing…';
  const whose = phase === 'sending' ? '' : `Release ${going?.version} of ${going?.author}: `;
  return (
    <p class="grow row soft" role="status">
      <span class="spinner" />
      {whose}
      {step} {going?.reason}
    </p>
  );
}

/** Shown while a release is on its way, one's own or another's. */
function CancelPublish() {
  if (!status.value?.publishing) return null;
  return (
    <button type="button" class="button danger" onClick={() => void cancel()}>
      Cancel this publish
    </button>
  );
}

function Published() {
  const { release } = publishing.value;
  return (
    <Dialog
      title={`Release ${release?.version} is live`}
      close={closeDialog}
      submit={closeDialog}
      footer={
        <button type="button" class="button primary" onClick={closeDialog}>
          Done
        </button>
      }
    >
      <Propagation by={release?.everywhereBy ?? 0} />
      <StillUnpublished count={release?.only?.unpublished.count ?? 0} />
      <Findings diagnostics={release?.diagnostics ?? []} />
    </Dialog>
  );
}

function StillUnpublished({ count }: { count: number }) {
  if (count === 0) return null;
  return <p class="soft">{plural(count, 'other change is', 'other changes are')} still in the draft only.</p>;
}
