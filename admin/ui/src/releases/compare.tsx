import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type Difference, readDifferent } from '../api/history.ts';
import { go, href } from '../shell/route.ts';
import { Changes } from './changes.tsx';
import { releases } from './loaded-releases.ts';

/** Two of draft, live and releases, side by side. */
export function Compare({ from, to }: { from: string; to: string }) {
  const found = useSignal<readonly Difference[] | null>(null);
  const unread = useSignal(0);
  const problem = useSignal('');
  useEffect(() => {
    found.value = null;
    problem.value = '';
    readDifferent(from, to).then(
      ({ files, count }) => {
        found.value = files;
        unread.value = count - files.length;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [from, to, found, unread, problem]);
  return (
    <div class="page">
      <div class="inner">
        <header>
          <div>
            <p>
              <a href={href({ view: 'releases' })}>Releases</a>
            </p>
            <h1>Compare</h1>
          </div>
          <Side label="From" value={from} pick={(value) => go({ view: 'compare', from: value, to })} />
          <Side label="To" value={to} pick={(value) => go({ view: 'compare', from, to: value })} />
        </header>
        {problem.value && <p class="note bad">{problem.value}</p>}
        {!found.value && !problem.value && <p class="soft">Comparing…</p>}
        {found.value?.length === 0 && <p class="note">They are the same.</p>}
        {unread.value > 0 && <p class="note">{unread.value.toLocaleString('en')} more files differ.</p>}
        {found.value && found.value.length > 0 && <Changes from={from} to={to} files={found.value} />}
      </div>
    </div>
  );
}

function Side({ label, value, pick }: { label: string; value: string; pick(value: string): void }) {
  const id = `compare-${label}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => pick(event.currentTarget.value)}>
        <option value="draft">The draft</option>
        <option value="live">What is live</option>
        {releases.value
          ?.filter(({ state }) => state === 'live')
          .map(({ id, version, message }) => (
            <option key={id} value={id}>
              Release {version} {message.slice(0, 40)}
            </option>
          ))}
      </select>
    </div>
  );
}
