import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readContents } from '../api/history.ts';
import type { Release } from '../api/types.ts';
import { count } from '../editor/status-bar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Time } from '../parts/time.tsx';
import { mayPublish, mayPublishWhole, mayWriteSome } from '../session/may.ts';
import { status } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { href } from '../shell/route.ts';
import { attempt, sayError } from '../shell/toasts.ts';
import { Findings } from './findings.tsx';
import { loadReleases, releases } from './loaded-releases.ts';
import { copyPreviewLink, rollBack } from './release-actions.ts';
import './releases.css';

/** Everything that was published, and the ways back. */
export function Releases() {
  useEffect(() => {
    void attempt('releases', loadReleases);
  }, []);
  const found = releases.value;
  return (
    <div class="page">
      <div class="inner">
        <header>
          <div>
            <h1>Releases</h1>
            <p class="soft">
              Each is the whole site as it was. Going back to one is as quick and as safe as publishing.
            </p>
          </div>
          {mayWriteSome.value && (
            <button type="button" class="button" onClick={() => void copyPreviewLink('draft')}>
              <Icon name="link" /> Preview link of the draft
            </button>
          )}
        </header>
        {found?.length === 0 && (
          <div class="empty">
            <h2>Nothing is published yet</h2>
            <p>Publish the draft to make the first release.</p>
            {mayPublish.value && (
              <button type="button" class="button primary" onClick={() => openDialog({ dialog: 'publish' })}>
                Publish
              </button>
            )}
          </div>
        )}
        {found && found.length > 0 && (
          <ol class="releases">
            {found.map((release) => (
              <Row key={release.id} release={release} />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function Row({ release }: { release: Release }) {
  const { id, version, state, message, author, created, reason, diagnostics } = release;
  const live = status.value?.live?.release === id;
  const whole = state === 'live';
  return (
    <li class={live ? 'is-live' : ''}>
      {/* A try that failed has taken no number. */}
      <span class="version">{state === 'failed' ? '–' : version}</span>
      <div class="grow">
        <p class="row wrap">
          <strong class="message">{message || 'No message'}</strong>
          {live && <span class="badge live">Live</span>}
          {state === 'failed' && <span class="badge bad">Failed</span>}
          {state !== 'live' && state !== 'failed' && <span class="badge">{state}</span>}
          {release.only && <span class="badge">Only {count(release.only.paths.count, 'file')}</span>}
          {diagnostics.length > 0 && state !== 'failed' && (
            <span class="badge warn">{count(diagnostics.length, 'warning')}</span>
          )}
        </p>
        <p class="soft">
          {author}, <Time at={created} />, {release.files} files
        </p>
        <Details release={release} />
        {reason && <p class={state === 'failed' ? 'problem' : 'soft'}>{reason}</p>}
      </div>
      {whole && (
        <div class="row wrap actions">
          <a class="button small" href={href({ view: 'compare', from: id, to: live ? 'draft' : 'live' })}>
            Compare with {live ? 'the draft' : 'live'}
          </a>
          {!live && mayWriteSome.value && (
            <button type="button" class="button small" onClick={() => void copyPreviewLink(id)}>
              Preview link
            </button>
          )}
          {!live && mayPublishWhole.value && (
            <button type="button" class="button small" onClick={() => void rollBack(release)}>
              Make it live
            </button>
          )}
        </div>
      )}
    </li>
  );
}

/** What was said about it when it was checked, and the files that it was made of. Read when it is opened. */
function Details({ release }: { release: Release }) {
  const contents = useSignal<readonly { path: string }[]>([]);
  const cursor = useSignal<string | null>('');
  const isAsking = useRef(false);
  const more = async () => {
    if (cursor.value === null || isAsking.current) return;
    isAsking.current = true;
    try {
      const read = await readContents(release.id, cursor.value);
      contents.value = [...contents.value, ...read.contents];
      cursor.value = read.cursor ?? null;
    } catch (error) {
      sayError(error);
    } finally {
      isAsking.current = false;
    }
  };
  const read = ({ currentTarget }: Event) => {
    if (cursor.value === '' && currentTarget instanceof HTMLDetailsElement && currentTarget.open) void more();
  };
  return (
    <details onToggle={read}>
      <summary>What is in it</summary>
      <Findings diagnostics={release.diagnostics} />
      <ul class="contents mono">
        {contents.value.map(({ path }) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {cursor.value && (
        <button type="button" class="button small" onClick={() => void more()}>
          Show more files
        </button>
      )}
    </details>
  );
}
