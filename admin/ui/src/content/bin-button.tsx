import { Icon } from '../parts/icon.tsx';
import { maySeeSite } from '../session/may.ts';
import { openDialog } from '../shell/dialogs.ts';

/** Leads to the files that were deleted. */
export function BinButton() {
  if (!maySeeSite.value) return null;
  return (
    <button
      type="button"
      class="button small"
      title="Deleted files"
      onClick={() => openDialog({ dialog: 'bin' })}
    >
      <Icon name="trash" /> Bin
    </button>
  );
}
