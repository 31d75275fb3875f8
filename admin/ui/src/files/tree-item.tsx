import { docOf } from '../editor/docs.ts';
import { keptPaths } from '../editor/kept-work.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { mayWriteSome } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import type { FileRow, FolderRow, TreeRow } from './tree-rows.ts';

interface Props {
  readonly row: TreeRow;
  readonly selected: boolean;
  readonly tabStop: boolean;
  activate(row: TreeRow): void;
  openMenu(x: number, y: number): void;
}

export function TreeItem({ row, selected, tabStop, activate, openMenu }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of all its items
    <div
      class={`tree-row ${row.type} ${row.level === 1 && row.type === 'folder' ? 'top' : ''}`}
      style={{ paddingLeft: `${(row.level - 1) * 14 + (row.type === 'folder' ? 6 : 10)}px` }}
      role="treeitem"
      data-path={row.path}
      tabIndex={tabStop ? 0 : -1}
      aria-level={row.level}
      aria-selected={selected}
      aria-label={row.name}
      {...(row.type === 'folder' && { 'aria-expanded': row.open })}
      onClick={() => activate(row)}
      onContextMenu={(event) => {
        if (row.type === 'folder') return;
        event.preventDefault();
        openMenu(event.clientX, event.clientY);
      }}
    >
      {row.type === 'folder' ? <Folder row={row} /> : <File row={row} openMenu={openMenu} />}
    </div>
  );
}

function Folder({ row }: { row: FolderRow }) {
  const { kind } = row;
  return (
    <>
      <span class="twist">
        <Icon name="chevron" />
      </span>
      <span class="name ellipsis">{row.name}</span>
      {/* By CSS: it is no part of the name. */}
      <span class="count" data-count={row.count} />
      {kind && kind !== 'asset' && mayWriteSome.value && (
        <button
          type="button"
          class="icon-button row-action"
          tabIndex={-1}
          aria-label={`New ${kind}`}
          title={`New ${kind}`}
          onClick={(event) => {
            event.stopPropagation();
            openDialog({ dialog: 'new-file', kind });
          }}
        >
          <Icon name="plus" />
        </button>
      )}
    </>
  );
}

function File({ row, openMenu }: { row: FileRow; openMenu(x: number, y: number): void }) {
  const ending = /\.liquid$/.exec(row.name)?.[0] ?? '';
  return (
    <>
      <Icon name={row.file.kind satisfies IconName} />
      <span class="name ellipsis">
        {row.name.slice(0, row.name.length - ending.length)}
        <span class="ending">{ending}</span>
      </span>
      <Marks row={row} />
      <button
        type="button"
        class="icon-button row-action"
        tabIndex={-1}
        aria-label={`Actions for ${row.name}`}
        onClick={(event) => {
          event.stopPropagation();
          const box = event.currentTarget.getBoundingClientRect();
          openMenu(box.left, box.bottom);
        }}
      >
        <Icon name="more" />
      </button>
    </>
  );
}

function Marks({ row }: { row: FileRow }) {
  const doc = docOf(row.path);
  const diagnostics = doc?.diagnostics.value ?? row.file.diagnostics ?? [];
  // A publish is refused for a file that is missing, though a save is not.
  const has = (severity: string) =>
    diagnostics.some((found) => (found.code === 'missing_file' ? 'error' : found.severity) === severity);
  return (
    <>
      {has('error') ? (
        <span class="mark-bad" title="Has errors" />
      ) : (
        has('warning') && <span class="mark-warn" title="Has warnings" />
      )}
      {(doc?.dirty.value ?? keptPaths.value.has(row.path)) && <span class="dirty" title="Not saved" />}
    </>
  );
}
