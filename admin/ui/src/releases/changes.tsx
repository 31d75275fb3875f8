import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type Difference, readDiff } from '../api/history.ts';
import { DiffView } from '../history/diff-view.tsx';
import { Fold } from '../parts/fold.tsx';
import './changes.css';

const LETTERS: Readonly<Record<Difference['change'], string>> = { added: 'A', removed: 'D', changed: 'M' };

/** Which of the files are chosen. */
interface Choice {
  has(path: string): boolean;
  set(path: string, chosen: boolean): void;
}

interface Props {
  readonly from: string;
  readonly to: string;
  readonly choice?: Choice;
}

/** Files that are listed at first, and with each click. */
const SOME = 200;

/** Files that differ between two of draft, live and releases, some at a time; each opens to show what in it differs. */
export function Changes({ files, ...props }: Props & { files: readonly Difference[] }) {
  const most = useSignal(SOME);
  return (
    <>
      <ul class="changes">
        {files.slice(0, most.value).map((file) => (
          <Change key={file.path} file={file} {...props} />
        ))}
      </ul>
      {files.length > most.value && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            most.value += SOME;
          }}
        >
          Show more of {files.length.toLocaleString('en')}
        </button>
      )}
    </>
  );
}

function Change({ from, to, file, choice }: Props & { file: Difference }) {
  const line = (
    <>
      <span class={`letter ${file.change}`} title={file.change}>
        {LETTERS[file.change]}
      </span>
      <span class="mono grow ellipsis">{file.path}</span>
      <span class="visually-hidden">{file.change}</span>
    </>
  );
  const before = choice && (
    <label class="pick">
      <input
        type="checkbox"
        aria-label={`Publish ${file.path}`}
        checked={choice.has(file.path)}
        onChange={(event) => choice.set(file.path, event.currentTarget.checked)}
      />
    </label>
  );
  return <Fold line={line} before={before} content={() => <Texts from={from} to={to} path={file.path} />} />;
}

function Texts({ from, to, path }: { from: string; to: string; path: string }) {
  const found = useSignal<Difference | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    readDiff(from, to, { path }).then(
      ({ files }) => {
        found.value = files.find((file) => file.path === path) ?? null;
        if (!found.value) problem.value = 'There is no difference any more.';
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [from, to, path, found, problem]);
  if (problem.value) return <p class="note">{problem.value}</p>;
  if (!found.value) return <p class="soft change-wait">Reading…</p>;
  const { before, after } = found.value;
  if (before?.text === undefined && after?.text === undefined)
    return <p class="soft change-wait">These are bytes, not text: nothing to show line by line.</p>;
  return <DiffView path={path} before={before?.text ?? ''} after={after?.text ?? ''} />;
}
