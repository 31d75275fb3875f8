import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { EXPORT_URL } from '../api/archive.ts';
import { BinButton } from '../content/bin-button.tsx';
import { sidebarOpen } from '../editor/panes.ts';
import { Icon } from '../parts/icon.tsx';
import { plural } from '../parts/words.ts';
import { mayWrite, mayWriteAll, mayWriteSome, visible } from '../session/may.ts';
import { files } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { go } from '../shell/route.ts';
import { sayError } from '../shell/toasts.ts';
import { readPicked } from '../upload/dropped.ts';
import { upload } from '../upload/uploads.ts';
import { FileTree } from './file-tree.tsx';
import './sidebar.css';

/** Filter, actions and the tree of files. */
export function Sidebar() {
  const filter = useSignal('');
  if (!sidebarOpen.value) return null;
  return (
    <aside class="sidebar" aria-label="Files">
      <div class="sidebar-head">
        <input
          class="input"
          type="search"
          placeholder={`Filter ${plural(files.value.size, 'file')}`}
          aria-label="Filter files"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-label="Find in all files"
          title="Find in all files"
          onClick={() => go({ view: 'search' })}
        >
          <Icon name="search" />
        </button>
        {mayWriteSome.value && <UploadButton />}
        {mayWriteSome.value && (
          <button
            type="button"
            class="icon-button"
            aria-label="New file"
            title="New file"
            onClick={() => openDialog({ dialog: 'new-file', kind: 'page' })}
          >
            <Icon name="plus" />
          </button>
        )}
      </div>
      <FileTree filter={filter.value} />
      <div class="sidebar-foot">
        <a class="button small" href={`${EXPORT_URL}?prefix=${encodeURIComponent(visible.value)}`} download>
          <Icon name="download" /> Export
        </a>
        <BinButton />
        {mayWriteAll.value && mayWrite('site.yaml') && (
          <button
            type="button"
            class="button small"
            onClick={() => openDialog({ dialog: 'import', file: null })}
          >
            <Icon name="upload" /> Import zip
          </button>
        )}
      </div>
    </aside>
  );
}

/** Picks files from the disk: what dropping does, by keyboard. */
function UploadButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Upload files"
        title="Upload files, or drop them anywhere"
        onClick={() => input.current?.click()}
      >
        <Icon name="upload" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          upload(readPicked(event.currentTarget)).catch(sayError);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
