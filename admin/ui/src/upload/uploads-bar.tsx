import { Dialog } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { size } from '../parts/time.tsx';
import { closeDialog } from '../shell/dialogs.ts';
import { type Upload, type UploadState, uploadAgain, uploads } from './uploads.ts';
import './drop-zone.css';

const ICONS: Readonly<Record<UploadState, IconName>> = {
  waiting: 'upload',
  sending: 'upload',
  added: 'check',
  replaced: 'check',
  failed: 'error',
};

/** How each file's upload goes. */
export function Uploads() {
  const done = uploads.value.filter(
    ({ state }) => state.value === 'added' || state.value === 'replaced',
  ).length;
  const failed = uploads.value.filter(({ state }) => state.value === 'failed').length;
  const busy = uploads.value.length - done - failed > 0;
  return (
    <Dialog
      title={busy ? `Uploading ${uploads.value.length} files` : 'Upload'}
      close={closeDialog}
      submit={closeDialog}
      footer={
        <button type="button" class="button primary" onClick={closeDialog}>
          {busy ? 'Go on in the background' : 'Done'}
        </button>
      }
    >
      <p role="status" class="soft">
        {done} of {uploads.value.length} uploaded{failed > 0 && `, ${failed} failed: the reasons are below`}
      </p>
      <ul class="uploads">
        {uploads.value.map((upload) => (
          <Row key={upload.id} upload={upload} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ upload }: { upload: Upload }) {
  const { path, file, state, sent, problem } = upload;
  return (
    <li class={state.value}>
      <Icon name={ICONS[state.value]} />
      <span class="mono ellipsis">{path}</span>
      <span class="row">
        <span class="faint">{state.value === 'sending' ? size(sent.value) : state.value}</span>
        <span class="faint">{size(file.size)}</span>
        {state.value === 'failed' && (
          <button type="button" class="button small" onClick={() => void uploadAgain(upload)}>
            Try again
          </button>
        )}
      </span>
      {problem.value && <p class="problem">{problem.value}</p>}
      {state.value === 'sending' && (
        <progress max={file.size} value={sent.value} aria-label={`Sent of ${path}`} />
      )}
    </li>
  );
}
