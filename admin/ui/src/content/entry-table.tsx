import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { deleteWithUndo, duplicate } from '../files/file-actions.ts';
import { FileMenu, type MenuPlace } from '../files/file-menu.tsx';
import { formOpen } from '../form/form-open.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Time } from '../parts/time.tsx';
import { mayWrite } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import { href } from '../shell/route.ts';
import { type Drag, Handle, useDrag } from './handle.tsx';
import { ROW, type Row, type Shown, type SortKey, windowOf } from './shown-rows.ts';

interface Props {
  readonly rows: readonly Row[];
  /** How many there are; those behind the last of `rows` are asked for by `more`. */
  readonly count: number;
  more(): void;
  /** Whether they can be sorted by author. */
  readonly byAuthor: boolean;
  readonly sort: Shown['sort'];
  sortBy(sort: Shown['sort']): void;
  /** Changes their order; undefined where that cannot be done. */
  readonly move: ((from: number, to: number) => void) | undefined;
}

const COLUMNS: readonly (readonly [key: SortKey, name: string])[] = [
  ['title', 'Title'],
  ['state', 'State'],
  ['date', 'Date'],
  ['author', 'Author'],
  ['updated', 'Changed'],
];

/** Many rows, of which those in sight are made. */
export function EntryTable({ rows, count, more, byAuthor, sort, sortBy, move }: Props) {
  const box = useRef<HTMLElement>(null);
  const seen = useSignal({ top: 0, height: 900 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      seen.value = { top: element.scrollTop, height: element.clientHeight };
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [seen]);
  const drag = useDrag(box, rows.length, move);
  const { from, to } = windowOf(count, seen.value.top, seen.value.height);
  const isMissing = to > rows.length;
  useEffect(() => {
    if (isMissing) more();
  }, [isMissing, rows, more]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="entry-table" ref={box} tabIndex={0} aria-label="Entries">
      <table aria-rowcount={count + 1}>
        <thead>
          <tr>
            {move && (
              <th class="handle">
                <span class="visually-hidden">Order</span>
              </th>
            )}
            {COLUMNS.map(([key, name]) => (
              <Heading
                key={key}
                by={key}
                name={name}
                sort={sort}
                sortBy={key === 'author' && !byAuthor ? undefined : sortBy}
              />
            ))}
            <th>
              <span class="visually-hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} />
          {rows.slice(from, to).map((row, at) => (
            <EntryLine key={row.path} row={row} at={from + at} move={move} drag={drag} />
          ))}
          <Gap rows={count - Math.max(from, Math.min(to, rows.length))} />
        </tbody>
      </table>
      {count === 0 && <p class="soft none">Nothing here.</p>}
    </section>
  );
}

/** Room for rows that are not made. The style comes from a property: the page's policy allows no inline styles. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr>
      <td colSpan={7} class="gap" style={{ height: `${rows * ROW}px` }} />
    </tr>
  );
}

interface HeadingProps extends Pick<Props, 'sort'> {
  readonly by: SortKey;
  readonly name: string;
  readonly sortBy: Props['sortBy'] | undefined;
}

function Heading({ by, name, sort, sortBy }: HeadingProps) {
  if (!sortBy) return <th class={by}>{name}</th>;
  const mine = sort?.by === by ? sort : undefined;
  const next = !mine ? { by, down: false } : mine.down ? undefined : { by, down: true };
  return (
    <th class={by} aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => sortBy(next)}>
        {name}
        {mine && <span aria-hidden="true">{mine.down ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  );
}

/** What a state is called, and the kind of its badge. */
export const STATES: Readonly<Record<Row['state'], readonly [words: string, badge: string]>> = {
  draft: ['Draft', ''],
  later: ['Later', ''],
  new: ['New', 'warn'],
  changed: ['Changed', 'warn'],
  live: ['Live', 'live'],
};

interface LineProps {
  readonly row: Row;
  /** Its place among the rows. */
  readonly at: number;
  readonly move: Props['move'];
  readonly drag: Drag;
}

function EntryLine({ row, at, move, drag }: LineProps) {
  const { path, title, state, date, author, updated } = row;
  const [words, badge] = STATES[state];
  return (
    <tr aria-rowindex={at + 2} class={drag.classOf(at)}>
      {move && (
        <td class="handle">
          <Handle title={title} at={at} move={move} drag={drag} />
        </td>
      )}
      <td class="title">
        <a
          class="ellipsis"
          href={href({ view: 'edit', path })}
          onClick={() => {
            formOpen.value = true;
          }}
        >
          <span>{title}</span>
        </a>
      </td>
      <td class="state">
        <span class={`badge ${badge}`}>{words}</span>
      </td>
      <td class="date">{date}</td>
      <td class="author ellipsis">{author}</td>
      <td class="updated soft">{updated !== null && <Time at={updated} />}</td>
      <td class="tools">
        {mayWrite(path) && (
          <span class="wide-only">
            <IconButton label={`Duplicate ${title}`} run={() => void duplicate(path)}>
              <Icon name="copy" />
            </IconButton>
            <IconButton label={`Rename ${title}`} run={() => openDialog({ dialog: 'rename', path })}>
              <Icon name="rename" />
            </IconButton>
            <IconButton label={`Delete ${title}`} run={() => void deleteWithUndo(path)}>
              <Icon name="trash" />
            </IconButton>
          </span>
        )}
        <More path={path} title={title} />
      </td>
    </tr>
  );
}

/** On a phone, one button for all of it. */
function More({ path, title }: { path: string; title: string }) {
  const place = useSignal<MenuPlace | null>(null);
  return (
    <span class="narrow-only">
      <button
        type="button"
        class="icon-button"
        aria-haspopup="menu"
        aria-label={`What can be done with ${title}`}
        onClick={({ currentTarget }) => {
          const { right, bottom } = currentTarget.getBoundingClientRect();
          place.value = { path, x: right, y: bottom };
        }}
      >
        <Icon name="more" />
      </button>
      {place.value && (
        <FileMenu
          place={place.value}
          close={() => {
            place.value = null;
          }}
        />
      )}
    </span>
  );
}
