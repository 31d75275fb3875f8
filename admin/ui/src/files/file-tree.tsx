import { computed, useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { activePath } from '../editor/tabs.ts';
import { files, reading, status } from '../session/site.ts';
import { warm } from '../shell/warm.ts';
import { FileMenu, type MenuPlace } from './file-menu.tsx';
import { useMore } from './more-of-rows.ts';
import { TreeItem } from './tree-item.tsx';
import { useTreeKeys } from './tree-keys.ts';
import { type Drawn, drawnRows, folderTree, matching, wordsOf } from './tree-rows.ts';
import { useNeighbour, useReveal, useTreeState } from './tree-state.ts';

/** The files as a tree. */
export function FileTree({ filter }: { filter: string }) {
  const menu = useSignal<MenuPlace | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const state = useTreeState(tree);
  const { closed, focused, focus, noteFocus, activate } = state;
  const active = activePath();
  const { rows: shown, hidden } = useRows(filter, closed.value, active);
  useMore(shown, filter === '');
  useReveal(tree, state, active);
  useNeighbour(tree, state, shown);
  const isShown = (path: string | undefined) => shown.some((row) => row.path === path);
  const tabStop = [focused.value, active].find(isShown) ?? shown[0]?.path;

  const openMenuAt = (path: string) => {
    menu.value = menuBelow(tree.current, path);
  };
  const onKey = useTreeKeys(state, shown, openMenuAt);

  return (
    <>
      <div
        ref={tree}
        class="tree"
        role="tree"
        aria-label="Files of the site"
        onKeyDown={(event) =>
          onKey(
            event,
            shown.findIndex((row) => row.path === tabStop),
          )
        }
        onFocusIn={(event) => {
          warm();
          noteFocus(event);
        }}
        onPointerEnter={warm}
      >
        {shown.map((row) => (
          <TreeItem
            key={row.path}
            row={row}
            selected={row.path === active}
            tabStop={row.path === tabStop}
            activate={activate}
            openMenu={(x, y) => {
              if (row.type === 'file') menu.value = { path: row.path, x, y };
            }}
          />
        ))}
      </div>
      <Reading />
      <Hint hidden={hidden} isEmpty={shown.length === 0} filter={filter} />
      {menu.value && (
        <FileMenu
          place={menu.value}
          close={() => {
            const path = menu.value?.path;
            menu.value = null;
            focus(path);
          }}
        />
      )}
    </>
  );
}

const whole = computed(() => folderTree(files.value.values()));
const lower = computed(() => Array.from(files.value.keys(), (path) => path.toLowerCase()));

function useRows(filter: string, closed: ReadonlySet<string>, active: string | undefined): Drawn {
  const all = files.value;
  const found = useMemo(
    () => (wordsOf(filter).length > 0 ? folderTree(matching(all.values(), lower.value, filter)) : undefined),
    [all, filter],
  );
  const tree = found ?? whole.value;
  return useMemo(() => drawnRows(tree, closed, active, found !== undefined), [tree, closed, active, found]);
}

function menuBelow(tree: HTMLElement | null, path: string): MenuPlace | null {
  const box = tree?.querySelector(`[data-path="${CSS.escape(path)}"]`)?.getBoundingClientRect();
  return box ? { path, x: box.left + 24, y: box.bottom } : null;
}

function Reading() {
  if (reading.value === null) return null;
  return (
    <p class="tree-more" role="status">
      Reading the files: {reading.value.toLocaleString('en')} of {status.value?.files.toLocaleString('en')}
    </p>
  );
}

function Hint({ hidden, isEmpty, filter }: { hidden: number; isEmpty: boolean; filter: string }) {
  return (
    <>
      {hidden > 0 && <p class="tree-more">{hidden} more: type to filter</p>}
      {isEmpty && <p class="tree-more">No file matches “{filter}”.</p>}
    </>
  );
}
