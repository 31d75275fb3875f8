import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { readHistory, readVersion, restoreVersion, type Version } from '../api/history.ts';
import { refreshDoc } from '../editor/docs.ts';
import { isEditable } from '../editor/editable.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { size, Time } from '../parts/time.tsx';
import { files, putFile } from '../session/site.ts';
import { href } from '../shell/route.ts';
import { say, sayError } from '../shell/toasts.ts';
import { DiffView } from './diff-view.tsx';
import './history.css';

interface Shown {
  readonly version: Version;
  /** What it was before that version, and with it. */
  readonly before: string;
  readonly after: string;
}

/** Hands on how a request ended, if nothing has taken its place by then; returns what an effect does when something has. */
function unlessLeft<T>(
  request: Promise<T>,
  { done, fail }: { done: (value: T) => void; fail: (error: unknown) => void },
): () => void {
  let left = false;
  request.then(
    (value) => {
      if (!left) done(value);
    },
    (error: unknown) => {
      if (!left) fail(error);
    },
  );
  return () => {
    left = true;
  };
}

async function readChange(path: string, version: Version, all: readonly Version[]): Promise<Shown> {
  const older = all[all.indexOf(version) + 1];
  const text = (one: Version | undefined) => (one?.hash ? readVersion(path, one.id) : '');
  const [before, after] = await Promise.all([text(older), text(version)]);
  return { version, before, after };
}

/** What a file was, version by version. */
export function History({ path, version: first }: { path: string; version: number | undefined }) {
  const versions = useSignal<readonly Version[]>([]);
  /** What was clicked; until then the one of the address, else the newest. */
  const chosen = useSignal<Version['id'] | undefined>(first);
  const shown = useSignal<Shown | null>(null);
  const problem = useSignal('');
  const etag = files.value.get(path)?.etag;
  // A file that was put back as it was has several versions with its ETag: the newest is the one that counts.
  const now = versions.value.find((version) => etag !== undefined && version.etag === etag);
  const current = versions.value.find(({ id }) => id === chosen.value) ?? versions.value[0];
  // A save, by whomever, adds a version
  useEffect(() => {
    problem.value = '';
    return unlessLeft(readHistory(path), {
      done: (answer) => {
        versions.value = answer.versions;
      },
      fail: (error) => {
        problem.value = messageOf(error);
      },
    });
  }, [path, etag]);
  useEffect(() => {
    if (!current || !isEditable(path)) return undefined;
    return unlessLeft(readChange(path, current, versions.value), {
      done: (change) => {
        shown.value = change;
      },
      fail: sayError,
    });
  }, [path, current?.id]);
  return (
    <div class="page">
      <div class="inner history">
        <header>
          <div>
            <p>
              <a href={href({ view: 'edit', path })}>Back to the file</a>
            </p>
            <h1>History of {path.slice(path.lastIndexOf('/') + 1)}</h1>
            <p class="soft mono">{path}</p>
          </div>
        </header>
        {problem.value && <p class="note bad">{problem.value}</p>}
        <div class="history-columns">
          <ol class="versions">
            {versions.value.map((version) => (
              <li key={version.id}>
                <button
                  type="button"
                  aria-pressed={version === current}
                  onClick={() => {
                    chosen.value = version.id;
                  }}
                >
                  <span class="grow">
                    <Time at={version.at} />
                    <br />
                    <span class="soft">
                      {version.author}, {version.hash ? size(version.size) : 'deleted'}
                    </span>
                  </span>
                  {version === now && <span class="badge">Now</span>}
                </button>
              </li>
            ))}
          </ol>
          <div class="version-diff">
            {shown.value && <ShownVersion path={path} shown={shown.value} etag={etag} />}
            {!isEditable(path) && (
              <p class="soft">Versions of this file are bytes, so there is nothing to show line by line.</p>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

function ShownVersion({ path, shown, etag }: { path: string; shown: Shown; etag: string | undefined }) {
  const { version, before, after } = shown;
  const restore = async () => {
    try {
      putFile(await restoreVersion(path, version.id, etag));
      await refreshDoc(path);
      openFile(path);
      say(`${path} is again what it was.`);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <>
      <div class="row">
        <h2 class="grow">What this version changed</h2>
        {version.hash && version.etag !== etag && (
          <button type="button" class="button small" onClick={() => void restore()}>
            <Icon name="history" /> Restore this version
          </button>
        )}
      </div>
      <div class="diff-box">
        <DiffView path={path} before={before} after={after} />
      </div>
    </>
  );
}
