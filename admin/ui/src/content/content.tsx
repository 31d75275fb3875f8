import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { labelOf } from '../../../../site/forms/label.ts';
import type { CollectionRows } from '../api/collections.ts';
import { collectionNames } from '../language/collections.ts';
import { Icon } from '../parts/icon.tsx';
import { plural } from '../parts/words.ts';
import { mayWrite } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import { href } from '../shell/route.ts';
import { BinButton } from './bin-button.tsx';
import { DataTable, dataFiles } from './data-files.tsx';
import { EntryTable, STATES } from './entry-table.tsx';
import { type Row, type Shown, shownRows } from './shown-rows.ts';
import { useOrder } from './use-order.ts';
import { useRows } from './use-rows.ts';
import './content.css';

/** The site's collections, and the entries of one; or its data files. */
export function Content({ name, data = false }: { name: string; data?: boolean }) {
  const names = collectionNames();
  const first = names.find((each) => each === 'posts') ?? names[0];
  const sheets = dataFiles();
  const isData = data || (first === undefined && sheets.length > 0);
  const shown = isData ? undefined : names.includes(name) ? name : first;
  return (
    <div class="page content-page">
      <div class="inner">
        <header>
          <div>
            <h1>Content</h1>
          </div>
          <BinButton />
          {shown !== undefined && mayWrite(`content/${shown}/x.md`) && (
            <button
              type="button"
              class="button primary"
              onClick={() => openDialog({ dialog: 'new-entry', collection: shown })}
            >
              <Icon name="plus" /> New in {shown}
            </button>
          )}
        </header>
        <nav class="sub-nav" aria-label="Collections">
          {names.map((each) => (
            <a
              key={each}
              href={href({ view: 'content', collection: each })}
              {...(each === shown && { 'aria-current': 'page' as const })}
            >
              {each}
            </a>
          ))}
          {sheets.length > 0 && (
            <a href={href({ view: 'data' })} {...(isData && { 'aria-current': 'page' as const })}>
              Data
            </a>
          )}
        </nav>
        {isData ? (
          <DataTable files={sheets} />
        ) : shown === undefined ? (
          <p class="soft">There are no collections yet: a folder below content/ is one.</p>
        ) : (
          <Collection key={shown} name={shown} />
        )}
      </div>
    </div>
  );
}

const NONE: readonly Row[] = [];
const ALL: Shown = { text: '', state: '', group: undefined, sort: undefined };

function Collection({ name }: { name: string }) {
  const shown = useSignal(ALL);
  const { rows, groups, order, problem, isWhole, ...read } = useRows(name, shown.value);
  const moving = useOrder(name, rows ?? NONE, order, read);
  const found = useMemo(
    () => (isWhole ? shownRows(moving.rows, withPaths(shown.value, groups, moving.rows)) : moving.rows),
    [isWhole, moving.rows, groups, shown.value],
  );
  const count = isWhole ? found.length : read.found;
  const note = problem && <p class="note bad">{problem}</p>;
  if (!rows) return note || <p class="soft">Reading the entries…</p>;
  const change = (next: Partial<Shown>) => {
    shown.value = { ...shown.value, ...next };
  };
  return (
    <>
      {note}
      <div class="row wrap">
        <input
          class="input find-entry"
          type="search"
          aria-label="Find entries"
          maxLength={200}
          placeholder={`Find in ${plural(read.count, 'entry', 'entries')}`}
          value={shown.value.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
        <select
          class="input of-state"
          aria-label="State"
          value={shown.value.state}
          onChange={(event) =>
            change({ state: CHOICES.find((each) => each === event.currentTarget.value) ?? '' })
          }
        >
          <option value="">All states</option>
          {CHOICES.map((state) => (
            <option key={state} value={state}>
              {STATES[state][0]}
            </option>
          ))}
        </select>
        <GroupChoice groups={groups} pick={(group) => change({ group })} />
        <span class="soft" role="status">
          {count === read.count ? '' : `${count} of ${read.count}`}
        </span>
      </div>
      <EntryTable
        rows={found}
        count={count}
        more={read.more}
        sort={shown.value.sort}
        sortBy={(sort) => change({ sort })}
        byAuthor={isWhole}
        move={isUnchanged(shown.value) ? moving.move : undefined}
      />
      <p class="visually-hidden" role="status">
        {moving.said}
      </p>
    </>
  );
}

/** Whether all rows are shown in the order of the collection, which can be changed then. */
const isUnchanged = ({ text, state, group, sort }: Shown): boolean =>
  text.trim() === '' && state === '' && !group && !sort;

const NO_PATHS: ReadonlySet<string> = new Set();

/** With the paths of the entries that are in the group now. */
function withPaths(shown: Shown, groups: CollectionRows['groups'], rows: readonly Row[]): Shown {
  const { group } = shown;
  if (!group) return shown;
  const values = groups.find(({ field }) => field === group.field)?.values;
  const at = new Set(values?.find(({ name }) => name === group.value)?.at);
  const mine = rows.filter(({ place = -1 }) => at.has(place));
  return { ...shown, group: { ...group, paths: new Set(mine.map(({ path }) => path)) } };
}

const CHOICES = ['draft', 'later', 'new', 'changed', 'live'] as const;

interface GroupChoiceProps {
  readonly groups: CollectionRows['groups'];
  pick(group: Shown['group']): void;
}

/** Of which value of a field that groups the entries they are to be. */
function GroupChoice({ groups, pick }: GroupChoiceProps) {
  const some = groups.filter(({ values }) => values.length > 0);
  if (some.length === 0) return null;
  return (
    <select
      class="input of-state"
      aria-label="Group"
      onChange={({ currentTarget }) => {
        const [field = '', at = ''] = currentTarget.value.split('\n');
        const value = some.find((group) => group.field === field)?.values[Number(at)];
        pick(value && { field, value: value.name, paths: NO_PATHS });
      }}
    >
      <option value="">All groups</option>
      {some.map(({ field, values }) => (
        <optgroup key={field} label={labelOf(field)}>
          {values.map(({ name, size }, index) => (
            <option key={name} value={`${field}\n${index}`}>
              {name} ({size})
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
