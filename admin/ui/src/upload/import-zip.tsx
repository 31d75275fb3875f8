import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { importZip } from '../api/archive.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { loadSite } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { say, sayError } from '../shell/toasts.ts';
import { changedBy, ImportPlan } from './import-plan.tsx';
import { ImportSteps, type OddName, type ReadAs, refused, type Step } from './import-steps.ts';
import { MoveReport } from './move-report.tsx';
import './import-zip.css';

/** Takes a whole site, or a part of one, from a zip archive: says first what that would change. */
export function ImportZip({ file }: { file: File | null }) {
  const zip = useSignal<File | null>(file);
  const replace = useSignal(false);
  const rename = useSignal(false);
  const readAs = useSignal<ReadAs>('find');
  const step = useSignal<Step>({ at: 'nothing' });
  const steps = useMemo(() => new ImportSteps(), []);
  const isOpen = useOpen();
  const asked = { replace: replace.value, rename: rename.value, readAs: readAs.value };
  useEffect(() => {
    if (!zip.value) return;
    const ending = new AbortController();
    void steps.look({ zip: zip.value, ...asked }, ending.signal, (next) => {
      step.value = next;
    });
    return () => ending.abort();
  }, [zip.value, replace.value, rename.value, readAs.value]);
  const now = step.value;
  const run = async () => {
    if (now.at !== 'found') return;
    step.value = { at: 'busy', doing: `Importing ${now.plan.files.length} files…` };
    try {
      const done = await importZip(now.packed, { ...asked, dryRun: false });
      await loadSite();
      if (isOpen.current) closeDialog();
      say(`Imported ${changedBy(done)} files into the draft.`);
    } catch (error) {
      if (isOpen.current) step.value = refused(error);
      else sayError(error);
    }
  };
  return (
    <FormDialog
      title="Import a zip archive"
      size="wide"
      close={closeDialog}
      submit={() => void run()}
      action="Import"
      ready={now.at === 'found' && changedBy(now.plan) > 0}
      status={
        <span class="grow" role="status">
          {now.at === 'busy' && now.doing}
        </span>
      }
    >
      <Archive zip={zip} dropped={file} {...(now.at === 'refused' && { problem: now.problem })} />
      {zip.value && (
        <div class="choices">
          <ReadAsChoice choice={readAs} />
          {((now.at === 'refused' && now.names.length > 0) || rename.value) && (
            <Choice choice={rename} label="Give these files the names that are suggested" />
          )}
          <Choice choice={replace} label="Remove files that the archive does not have" />
        </div>
      )}
      {now.at === 'refused' && <OddNames names={now.names} />}
      {now.at === 'found' && now.moved && <MoveReport report={now.moved.report} />}
      {now.at === 'found' && <ImportPlan plan={now.plan} moved={now.moved !== undefined} />}
    </FormDialog>
  );
}

/** Whether the dialog is still there: an import goes on without it. */
function useOpen() {
  const isOpen = useRef(true);
  useEffect(
    () => () => {
      isOpen.current = false;
    },
    [],
  );
  return isOpen;
}

interface ArchiveProps {
  readonly zip: Signal<File | null>;
  readonly dropped: File | null;
  readonly problem?: string;
}

function Archive({ zip, dropped, problem }: ArchiveProps) {
  return (
    <div class="field">
      <label for="zip">Archive</label>
      <input
        id="zip"
        class="input"
        type="file"
        accept=".zip,application/zip"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? 'zip-hint' : 'zip-problem'}
        onChange={(event) => {
          zip.value = event.currentTarget.files?.[0] ?? zip.value;
        }}
      />
      {problem === undefined ? (
        <p id="zip-hint" class="hint">
          {dropped && zip.value === dropped
            ? `Dropped: ${dropped.name}`
            : 'As Export makes it, or a folder of a site, zipped. A site of Jekyll or of plain HTML moves in.'}
        </p>
      ) : (
        <p id="zip-problem" class="note bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

const READ_AS: readonly (readonly [ReadAs, label: string])[] = [
  ['find', 'Find out'],
  ['jekyll', 'A site of Jekyll'],
  ['html', 'Plain HTML'],
  ['as-is', 'Files of a site of Meniscus, as they are'],
];

function ReadAsChoice({ choice }: { choice: Signal<ReadAs> }) {
  return (
    <div class="field">
      <label for="read-as">What it is</label>
      <select
        id="read-as"
        class="input"
        value={choice.value}
        onChange={(event) => {
          choice.value = READ_AS[event.currentTarget.selectedIndex]?.[0] ?? 'find';
        }}
      >
        {READ_AS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
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

function OddNames({ names }: { names: readonly OddName[] }) {
  if (names.length === 0) return null;
  return (
    <ul class="places mono">
      {names.map(({ path, suggestion }) => (
        <li key={path}>
          {path} → {suggestion}
        </li>
      ))}
    </ul>
  );
}
