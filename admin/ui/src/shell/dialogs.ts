import { signal } from '@preact/signals';
import type { FileKind } from '../../../../schema/file.ts';

/** The dialog that is open. */
export type DialogName =
  | { readonly dialog: 'palette' }
  | { readonly dialog: 'new-file'; readonly kind: FileKind }
  | { readonly dialog: 'new-entry'; readonly collection: string }
  | { readonly dialog: 'rename'; readonly path: string }
  | { readonly dialog: 'keep-address'; readonly from: string; readonly to: string }
  /** `atCursor`: of the key or block that the cursor is on, if on one. */
  | { readonly dialog: 'uses'; readonly path: string; readonly atCursor?: true }
  | { readonly dialog: 'bin' }
  /** `only`: the paths that are chosen at first; all that differ without it. */
  | { readonly dialog: 'publish'; readonly only?: readonly string[] }
  | { readonly dialog: 'conflict'; readonly path: string }
  | { readonly dialog: 'upload' }
  /** A zip archive that was dropped, or none yet. */
  | { readonly dialog: 'import'; readonly file: File | null }
  | { readonly dialog: 'shortcuts' };

export const dialog = signal<DialogName | null>(null);

export function openDialog(name: DialogName): void {
  dialog.value = name;
}

export function closeDialog(): void {
  dialog.value = null;
}
