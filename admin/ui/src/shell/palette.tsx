import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { FileInfo } from '../api/types.ts';
import { leaveSidebar } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { files } from '../session/site.ts';
import { type Command, commandsNow, runCommand } from './commands.ts';
import { closeDialog } from './dialogs.ts';
import { rank } from './rank.ts';
import { showKeys } from './show-keys.ts';
import './palette.css';

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
]);

interface Entry {
  readonly icon: IconName;
  readonly text: string;
  readonly keys?: string;
  run(): void;
}

const MOST = 60;

/** Goes to any file and runs any command, by a few letters. */
export function Palette() {
  const typed = useSignal('');
  const at = useSignal(0);
  const box = useRef<HTMLDialogElement>(null);
  const known = files.value;
  const entries = useMemo(() => matching(typed.value, known), [typed.value, known]);
  const picked = Math.min(at.value, entries.length - 1);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS.get(event.key);
    if (step !== undefined) {
      event.preventDefault();
      at.value = (picked + step + entries.length) % Math.max(1, entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      entries[picked]?.run();
    }
  };
  return (
    <dialog ref={box} class="dialog palette" aria-label="Go to a file or command" onClose={closeDialog}>
      <input
        class="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={entries.length > 0 ? `palette-${picked}` : undefined}
        aria-label="File or command"
        placeholder="A file or a command…"
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" class="palette-list" role="listbox" aria-label="Matches">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: a combobox keeps the focus in its input and points at the option
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input runs the option
          <div
            key={entry.text}
            id={`palette-${index}`}
            class="palette-row"
            role="option"
            aria-selected={index === picked}
            onMouseMove={() => {
              at.value = index;
            }}
            onClick={entry.run}
          >
            <Icon name={entry.icon} />
            <span class="grow ellipsis">{entry.text}</span>
            {entry.keys && <kbd>{showKeys(entry.keys)}</kbd>}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p class="palette-none">Nothing matches.</p>}
    </dialog>
  );
}

function* all(known: ReadonlyMap<string, FileInfo>): Generator<FileInfo | Command> {
  yield* known.values();
  yield* commandsNow();
}

const textOf = (each: FileInfo | Command): string => ('path' in each ? each.path : each.title);

function matching(typed: string, known: ReadonlyMap<string, FileInfo>): Entry[] {
  return rank(all(known), typed, textOf, MOST).map((each) =>
    'path' in each ? fileEntry(each) : commandEntry(each),
  );
}

const fileEntry = (file: FileInfo): Entry => ({
  icon: file.kind,
  text: file.path,
  run() {
    closeDialog();
    leaveSidebar();
    openFile(file.path);
  },
});

const commandEntry = (command: Command): Entry => ({
  icon: 'chevron',
  text: command.title,
  ...(command.keys && { keys: command.keys }),
  run: () => runCommand(command),
});
