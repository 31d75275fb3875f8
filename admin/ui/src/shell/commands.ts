import type { FileKind } from '../../../../schema/file.ts';
import { EXPORT_URL } from '../api/archive.ts';
import { closeBeside, openBeside, pathInFocus } from '../editor/beside/beside.ts';
import { docOf, saveDoc, setText } from '../editor/docs.ts';
import { previewOpen, problemsOpen, sidebarOpen } from '../editor/panes.ts';
import { activePath, closeTab, stepTab } from '../editor/tabs.ts';
import { deleteWithUndo, duplicate } from '../files/file-actions.ts';
import { toggleFormatOnSave } from '../format/on-save.ts';
import {
  mayAdmin,
  mayLetIn,
  mayPublish,
  maySeeSite,
  mayWrite,
  mayWriteAll,
  mayWriteSome,
} from '../session/may.ts';
import { signOut } from '../session/session.ts';
import { files, siteUrl } from '../session/site.ts';
import { closeDialog, openDialog } from './dialogs.ts';
import { go } from './route.ts';
import { saveHere } from './saves-here.ts';
import { nextTheme } from './theme.ts';
import { attempt, say } from './toasts.ts';

/** Something that can be done from the keyboard and the palette. */
export interface Command {
  readonly title: string;
  /** As in `mod+shift+f`: mod is Ctrl, on a Mac Cmd. */
  readonly keys?: string;
  /** Whether it needs a file that is being edited. */
  readonly onFile?: true;
  /** Whether the person may do it; without it, everyone may. */
  may?(path: string): boolean;
  run(path: string): void;
}

const some = () => mayWriteSome.value;
const whole = () => maySeeSite.value;
const makes = (kind: FileKind) => ({ may: some, run: () => openDialog({ dialog: 'new-file', kind }) });

export const COMMANDS: readonly Command[] = [
  { title: 'Save', keys: 'mod+s', may: some, run: (path) => void saveOpen(path) },
  {
    title: 'Publish…',
    keys: 'mod+shift+enter',
    may: () => mayPublish.value,
    run: () => openDialog({ dialog: 'publish' }),
  },
  { title: 'Go to file or command', keys: 'mod+k', run: () => openDialog({ dialog: 'palette' }) },
  { title: 'Go to file', keys: 'mod+p', run: () => openDialog({ dialog: 'palette' }) },
  { title: 'Find in all files', keys: 'mod+shift+f', run: () => go({ view: 'search' }) },
  { title: 'New page…', keys: 'alt+n', ...makes('page') },
  { title: 'New entry…', ...makes('entry') },
  { title: 'New partial…', ...makes('partial') },
  { title: 'New layout…', ...makes('layout') },
  { title: 'New data file…', ...makes('data') },
  {
    title: 'Import a zip archive…',
    may: () => mayWriteAll.value && mayWrite('site.yaml'),
    run: () => openDialog({ dialog: 'import', file: null }),
  },
  { title: 'Download the draft as a zip archive', may: whole, run: () => location.assign(EXPORT_URL) },
  {
    title: 'Rename this file…',
    onFile: true,
    may: mayWrite,
    run: (path) => openDialog({ dialog: 'rename', path }),
  },
  { title: 'Delete this file', onFile: true, may: mayWrite, run: (path) => void deleteWithUndo(path) },
  {
    title: 'Duplicate this file',
    onFile: true,
    may: (path) => mayWrite(path) && maySeeSite.value,
    run: (path) => void duplicate(path),
  },
  {
    title: 'Find uses of what is at the cursor, or of this file',
    keys: 'shift+f12',
    onFile: true,
    may: whole,
    run: (path) => openDialog({ dialog: 'uses', path, atCursor: true }),
  },
  { title: 'Open this file beside another', keys: 'alt+b', onFile: true, run: openBeside },
  { title: 'Close the file beside', run: closeBeside },
  { title: 'Bin: deleted files…', may: whole, run: () => openDialog({ dialog: 'bin' }) },
  { title: 'History of this file', onFile: true, run: (path) => go({ view: 'history', path }) },
  {
    title: 'Format this file',
    keys: 'alt+shift+f',
    onFile: true,
    may: (path) => mayWrite(path) && docOf(path) !== undefined,
    run: (path) => void formatOpen(path),
  },
  { title: 'Format when saving: on or off', may: some, run: toggleFormatOnSave },
  { title: 'Close this tab', keys: 'alt+w', onFile: true, run: closeTab },
  { title: 'Next tab', keys: 'alt+]', run: () => stepTab(1) },
  { title: 'Previous tab', keys: 'alt+[', run: () => stepTab(-1) },
  { title: 'Show or hide files', keys: 'mod+b', run: () => toggle(sidebarOpen) },
  { title: 'Show or hide the preview', keys: 'mod+shift+v', may: whole, run: () => toggle(previewOpen) },
  { title: 'Show or hide problems', keys: 'mod+shift+m', run: () => toggle(problemsOpen) },
  { title: 'Files', keys: 'alt+1', run: () => go({ view: 'files' }) },
  { title: 'Media', may: whole, run: () => go({ view: 'media' }) },
  { title: 'Releases', keys: 'alt+2', may: whole, run: () => go({ view: 'releases' }) },
  { title: 'Settings', keys: 'alt+3', run: () => go({ view: 'settings', tab: 'site' }) },
  { title: 'Tokens', may: () => mayLetIn.value, run: () => go({ view: 'settings', tab: 'tokens' }) },
  { title: 'Audit log', may: () => mayAdmin.value, run: () => go({ view: 'settings', tab: 'audit' }) },
  { title: 'Open the site', may: whole, run: () => void open(siteUrl.value, '_blank', 'noopener') },
  { title: 'Next theme: light, dark, system', run: nextTheme },
  { title: 'Keyboard shortcuts', keys: 'f1', run: () => openDialog({ dialog: 'shortcuts' }) },
  { title: 'Sign out', run: () => void signOut() },
];

/** Runs a command, if it can be run now. */
export function runCommand(command: Command): void {
  const path = pathInFocus();
  if ((command.onFile && path === undefined) || command.may?.(path ?? '') === false) return;
  closeDialog();
  command.run(path ?? '');
}

/** The commands that can be run now. */
export function commandsNow(): Command[] {
  const path = activePath();
  const onFile = path !== undefined && files.value.has(path);
  return COMMANDS.filter(({ onFile: needs, may }) => (!needs || onFile) && may?.(path ?? '') !== false);
}

async function saveOpen(path: string): Promise<void> {
  if (saveHere()) return;
  const doc = docOf(path);
  if (doc && mayWrite(path)) await saveDoc(doc);
}

/** Formats the open file. It is not saved; one undo takes it back. */
async function formatOpen(path: string): Promise<void> {
  const doc = docOf(path);
  if (!doc) return;
  await attempt(`format ${path}`, async () => {
    const { formatted, whyNot } = await import('../format/format-doc.ts');
    const text = await formatted(doc).catch((error) => say(whyNot(error)) ?? doc.text.value);
    if (text === undefined) say('It is formatted already.');
    else setText(doc, text);
  });
}

function toggle(pane: { value: boolean }): void {
  pane.value = !pane.value;
}
