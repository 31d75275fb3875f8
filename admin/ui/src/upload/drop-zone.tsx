import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { mayWriteSome } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';
import { route } from '../shell/route.ts';
import { sayError } from '../shell/toasts.ts';
import { readDropped } from './dropped.ts';
import { type Dropped, upload } from './uploads.ts';
import './drop-zone.css';

/** Takes files that are dropped anywhere on the page; on a folder of the tree, into that. */
export function DropZone() {
  const over = useSignal(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) =>
      mayWriteSome.value && (event.dataTransfer?.types.includes('Files') ?? false);
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      over.value = !isTaken(event);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) over.value = false;
    };
    const drop = (event: DragEvent) => {
      over.value = false;
      if (!hasFiles(event) || !event.dataTransfer || isTaken(event)) return;
      event.preventDefault();
      const folder = folderAt(event.target);
      readDropped(event.dataTransfer)
        .then((dropped) => take(dropped, folder))
        .catch(sayError);
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop, { capture: true });
    return () => {
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop, { capture: true });
    };
  }, [over]);
  if (!over.value) return null;
  return (
    <div class="drop-zone">
      <p>Drop files or folders to add them to the draft</p>
    </div>
  );
}

/** Whether what is below the pointer takes files by itself. */
const isTaken = (event: Event): boolean =>
  event.composedPath().some((node) => node instanceof HTMLElement && 'takesFiles' in node.dataset);

/** One zip archive is a site to import; anything else is files to upload. */
async function take(dropped: readonly Dropped[], folder: string | undefined): Promise<void> {
  if (route.value.view === 'media') {
    const { addPictures } = await import('../media/add-pictures.ts');
    return addPictures(dropped);
  }
  const [only] = dropped;
  if (only && dropped.length === 1 && only.name.endsWith('.zip'))
    openDialog({ dialog: 'import', file: only.file });
  else await upload(dropped, folder);
}

/** The folder of the tree row that is below the pointer. */
function folderAt(target: EventTarget | null): string | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('.tree-row') : null;
  const path = row?.dataset.path;
  if (!path || path === 'site.yaml') return undefined;
  return row.classList.contains('folder') ? path : path.slice(0, path.lastIndexOf('/'));
}
