import { useEffect, useRef } from 'preact/hooks';
import { openBeside } from '../editor/beside/beside.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { maySeeSite, mayWrite } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import { go } from '../shell/route.ts';
import { deleteWithUndo, duplicate } from './file-actions.ts';

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
]);

export interface MenuPlace {
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

interface Item {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
  readonly danger?: true;
  /** Whether it changes the file. */
  readonly writes?: true;
  /** Whether it looks at the whole site. */
  readonly whole?: true;
  run(path: string): void;
}

const ITEMS: readonly Item[] = [
  { icon: 'page', label: 'Open', run: openFile },
  { icon: 'layout', label: 'Open beside', run: openBeside },
  {
    icon: 'rename',
    label: 'Rename…',
    keys: 'F2',
    writes: true,
    run: (path) => openDialog({ dialog: 'rename', path }),
  },
  { icon: 'copy', label: 'Duplicate', writes: true, whole: true, run: (path) => void duplicate(path) },
  { icon: 'link', label: 'Find uses', whole: true, run: (path) => openDialog({ dialog: 'uses', path }) },
  { icon: 'history', label: 'History', run: (path) => go({ view: 'history', path }) },
  {
    icon: 'trash',
    label: 'Delete',
    keys: 'Del',
    danger: true,
    writes: true,
    run: (path) => void deleteWithUndo(path),
  },
];

/** What can be done with a file of the tree. */
export function FileMenu({ place, close }: { place: MenuPlace; close(): void }) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = menu.current;
    if (!box) return;
    box.showPopover();
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.min(place.x, innerWidth - width - 8)}px`;
    box.style.top = `${Math.min(place.y, innerHeight - height - 8)}px`;
    box.querySelector('button')?.focus();
  }, [place]);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const step = STEPS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={`Actions for ${place.path}`}
      onKeyDown={onKeyDown}
      onToggle={(event) => event.newState === 'closed' && close()}
    >
      {ITEMS.filter(
        ({ writes, whole }) => (!writes || mayWrite(place.path)) && (!whole || maySeeSite.value),
      ).map(({ icon, label, keys, danger, run }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          class={danger ? 'danger' : ''}
          onClick={() => {
            menu.current?.hidePopover();
            run(place.path);
          }}
        >
          <Icon name={icon} />
          {label}
          {keys && <kbd>{keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
