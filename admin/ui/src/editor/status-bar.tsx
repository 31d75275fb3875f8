import { Icon } from '../parts/icon.tsx';
import { Time } from '../parts/time.tsx';
import { plural } from '../parts/words.ts';
import { releases } from '../releases/loaded-releases.ts';
import { online, people } from '../session/events.ts';
import { identity, limitsSaid, maySeeSite } from '../session/may.ts';
import { othersSaid } from '../session/others-said.ts';
import { siteUrl, status } from '../session/site.ts';
import { docOf } from './docs.ts';
import { cursor, problemsOpen } from './panes.ts';
import { activePath } from './tabs.ts';

/** Along the bottom: what visitors see, what is wrong, where the cursor is. */
export function StatusBar() {
  const path = activePath();
  const doc = path === undefined ? undefined : docOf(path);
  return (
    <footer class="status-bar">
      <LiveState />
      <span class="grow" />
      {!online.value && <span class="has-warnings">Connection lost; trying again</span>}
      <Others />
      {doc && <Problems />}
      {doc && (
        <span class="wide-only">
          {cursor.value.line}:{cursor.value.column}
          {cursor.value.selected > 0 && ` (${cursor.value.selected} selected)`}
        </span>
      )}
      {doc && (
        <span role="status">{doc.saving.value ? 'Saving…' : doc.dirty.value ? 'Not saved' : 'Saved'}</span>
      )}
    </footer>
  );
}

function LiveState() {
  const now = status.value;
  if (!maySeeSite.value || !now)
    return (
      <span class="live-state ellipsis" title={limitsSaid.value}>
        {limitsSaid.value}
      </span>
    );
  if (!now.live) return <span class="live-state">Nothing is published yet</span>;
  const release = releases.value?.find(({ id }) => id === now.live?.release);
  return (
    <span class="live-state on">
      <a href={siteUrl.value} target="_blank" rel="noopener" class="soft live-link">
        Live
      </a>
      <span class="ellipsis">
        {release && `release ${release.version}, `}
        <Time at={now.live.since} />
      </span>
    </span>
  );
}

function Problems() {
  const path = activePath();
  const found = (path !== undefined && docOf(path)?.diagnostics.value) || [];
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  return (
    <button
      type="button"
      class={errors ? 'has-errors' : warnings ? 'has-warnings' : ''}
      aria-expanded={problemsOpen.value}
      onClick={() => {
        problemsOpen.value = !problemsOpen.value;
      }}
    >
      <Icon name={errors ? 'error' : warnings ? 'warning' : 'check'} />
      {found.length === 0
        ? 'No problems'
        : [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(', ')}
    </button>
  );
}

export function count(n: number, what: string): string {
  return n === 0 ? '' : plural(n, what);
}

/** Who else has the open file open, by name. */
function Others() {
  const path = activePath();
  const names = people.value.filter((one) => path !== undefined && one.path === path).map(({ name }) => name);
  const said = othersSaid(names, identity.value?.name ?? '');
  if (said === '') return null;
  return (
    <span class="others" role="status" title={said}>
      <Icon name="people" /> <span class="ellipsis">{said}</span>
    </span>
  );
}
