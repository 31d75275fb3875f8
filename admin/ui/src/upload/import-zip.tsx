import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MovedZip } from '../../../../move-in/move-zip.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { type ImportResponse, importZip } from '../api/archive.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Findings } from '../releases/findings.tsx';
import { loadSite } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { say } from '../shell/toasts.ts';

/** Takes a whole site, or a part of one, from a zip archive: says first what that would change. */
export function ImportZip({ file }: { file: File | null }) {
  const zip = useSignal<File | null>(file);
  const replace = useSignal(false);
  const asItIs = useSignal(false);
  const moved = useSignal<MovedZip | null>(null);
  const found = useSignal<ImportResponse | null>(null);
  const problem = useSignal('');
  const busy = useSignal(false);
  const run = async (dryRun: boolean) => {
    if (!zip.value) return;
    busy.value = true;
    problem.value = '';
    try {
      if (dryRun) moved.value = asItIs.value ? null : await movedZip(zip.value);
      const packed = moved.value ? new Blob([new Uint8Array(moved.value.zip)]) : zip.value;
      const response = await importZip(packed, { replace: replace.value, dryRun });
      if (dryRun) found.value = response;
      else await imported(response);
    } catch (error) {
      found.value = null;
      problem.value = messageOf(error);
    }
    busy.value = false;
  };
  useEffect(() => {
    void run(true);
  }, [zip.value, replace.value, asItIs.value]);
  const changes = found.value?.files.filter(({ change }) => change !== 'same') ?? [];
  return (
    <FormDialog
      title="Import a zip archive"
      size="wide"
      close={closeDialog}
      submit={() => void run(false)}
      action="Import"
      ready={!busy.value && changes.length > 0}
      status={
        <span class="grow" role="status">
          {busy.value && 'Looking into the archive…'}
        </span>
      }
    >
      <div class="field">
        <label for="zip">Archive</label>
        <input
          id="zip"
          class="input"
          type="file"
          accept=".zip,application/zip"
          onChange={(event) => {
            zip.value = event.currentTarget.files?.[0] ?? null;
          }}
        />
        <p class="hint">
          {file
            ? `Dropped: ${file.name}`
            : 'As Export makes it, or a folder of a site, zipped. A site of Jekyll or of plain HTML moves in.'}
        </p>
      </div>
      <Choice choice={replace} label="Remove files that the archive does not have" />
      {problem.value && (
        <p class="note bad" role="alert">
          {problem.value}
        </p>
      )}
      {(moved.value || asItIs.value || problem.value) && (
        <Choice choice={asItIs} label="Import its files as they are" />
      )}
      {moved.value && <Report moved={moved.value} />}
      {found.value && <Plan plan={found.value} />}
    </FormDialog>
  );
}

function Choice({ choice, label }: { choice: Signal<boolean>; label: string }) {
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={choice.value}
        onChange={(event) => {
          choice.value = event.currentTarget.checked;
        }}
      />
      {label}
    </label>
  );
}

const KINDS: Readonly<Record<string, string>> = { jekyll: 'a site of Jekyll', html: 'plain HTML' };

/** What the move did, and what it leaves to do: before anything is imported. */
function Report({ moved: { kind, report } }: { moved: MovedZip }) {
  return (
    <details open>
      <summary>This is {KINDS[kind]}: what becomes of it</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre class="import-plan" tabIndex={0}>
        {report}
      </pre>
    </details>
  );
}

/** What moves sites is loaded when a zip is chosen. */
async function movedZip(zip: Blob): Promise<MovedZip | null> {
  const { moveZip } = await import('../../../../move-in/move-zip.ts');
  return (await moveZip(new Uint8Array(await zip.arrayBuffer()), Date.now())) ?? null;
}

function Plan({ plan }: { plan: ImportResponse }) {
  const changes = plan.files.filter(({ change }) => change !== 'same');
  const same = plan.files.length - changes.length;
  return (
    <>
      <p class="soft">
        {changes.length === 0 ? 'The draft has all of this already.' : `${changes.length} files change.`}
        {same > 0 && changes.length > 0 && ` ${same} stay the same.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <ul class="import-plan" tabIndex={0}>
        {changes.slice(0, 300).map(({ path, change }) => (
          <li key={path} class="row">
            <span class="badge">{change}</span>
            <span class="mono ellipsis">{path}</span>
          </li>
        ))}
      </ul>
      <Findings diagnostics={plan.diagnostics} />
    </>
  );
}

async function imported(response: ImportResponse): Promise<void> {
  await loadSite();
  closeDialog();
  say(`Imported ${response.files.filter(({ change }) => change !== 'same').length} files into the draft.`);
}
