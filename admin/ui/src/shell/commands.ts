import { isText } from '../../../../schema/file.ts';
import { EXPORT_URL } from '../api/archive.ts';
import { docOf, saveDoc } from '../editor/docs.ts';
import { previewOpen, problemsOpen, sidebarOpen } from '../editor/panes.ts';
import { activePath, closeTab, stepTab } from '../editor/tabs.ts';
import { deleteWithUndo } from '../files/file-actions.ts';
import { signOut } from '../session/session.ts';
import { files, siteUrl } from '../session/site.ts';
import { closeDialog, openDialog } from './dialogs.ts';
import { go } from './route.ts';
import { saveHere } from './saves-here.ts';
import { nextTheme } from './theme.ts';

/** Something that can be done from the keyboard and the palette. */
export interface Command {
  readonly title: string;
  /** As in `mod+shift+f`: mod is Ctrl, on a Mac Cmd. */
  readonly keys?: string;
  /** Whether it needs a file that is being edited. */
  readonly onFile?: true;
  run(path: string): void;
}

export const COMMANDS: readonly Command[] = [
  { title: 'Save', keys: 'mod+s', run: (path) => void saveOpen(path) },
  { title: 'Publish…', keys: 'mod+shift+enter', run: () => openDialog({ dialog: 'publish' }) },
  { title: 'Go to file or command', keys: 'mod+k', run: () => openDialog({ dialog: 'palette' }) },
  { title: 'Go to file', keys: 'mod+p', run: () => openDialog({ dialog: 'palette' }) },
  { title: 'Find in all files', keys: 'mod+shift+f', run: () => go({ view: 'search' }) },
  { title: 'New page…', keys: 'alt+n', run: () => openDialog({ dialog: 'new-file', kind: 'page' }) },
  { title: 'New entry…', run: () => openDialog({ dialog: 'new-file', kind: 'entry' }) },
  { title: 'New partial…', run: () => openDialog({ dialog: 'new-file', kind: 'partial' }) },
  { title: 'New layout…', run: () => openDialog({ dialog: 'new-file', kind: 'layout' }) },
  { title: 'New data file…', run: () => openDialog({ dialog: 'new-file', kind: 'data' }) },
  { title: 'Import a zip archive…', run: () => openDialog({ dialog: 'import', file: null }) },
  { title: 'Download the draft as a zip archive', run: () => location.assign(EXPORT_URL) },
  { title: 'Rename this file…', onFile: true, run: (path) => openDialog({ dialog: 'rename', path }) },
  { title: 'Delete this file', onFile: true, run: (path) => void deleteWithUndo(path) },
  { title: 'History of this file', onFile: true, run: (path) => go({ view: 'history', path }) },
  { title: 'Close this tab', keys: 'alt+w', onFile: true, run: closeTab },
  { title: 'Next tab', keys: 'alt+]', run: () => stepTab(1) },
  { title: 'Previous tab', keys: 'alt+[', run: () => stepTab(-1) },
  { title: 'Show or hide files', keys: 'mod+b', run: () => toggle(sidebarOpen) },
  { title: 'Show or hide the preview', keys: 'mod+shift+v', run: () => toggle(previewOpen) },
  { title: 'Show or hide problems', keys: 'mod+shift+m', run: () => toggle(problemsOpen) },
  { title: 'Files', keys: 'alt+1', run: () => go({ view: 'files' }) },
  { title: 'Releases', keys: 'alt+2', run: () => go({ view: 'releases' }) },
  { title: 'Settings', keys: 'alt+3', run: () => go({ view: 'settings', tab: 'site' }) },
  { title: 'Tokens', run: () => go({ view: 'settings', tab: 'tokens' }) },
  { title: 'Audit log', run: () => go({ view: 'settings', tab: 'audit' }) },
  { title: 'Open the site', run: () => void open(siteUrl.value, '_blank', 'noopener') },
  { title: 'Next theme: light, dark, system', run: nextTheme },
  { title: 'Keyboard shortcuts', keys: 'f1', run: () => openDialog({ dialog: 'shortcuts' }) },
  { title: 'Sign out', run: () => void signOut() },
];

/** Runs a command, if it can be run now. */
export function runCommand(command: Command): void {
  const path = activePath();
  if (command.onFile && path === undefined) return;
  closeDialog();
  command.run(path ?? '');
}

/** The commands that can be run now. */
export function commandsNow(): Command[] {
  const path = activePath();
  const onFile = path !== undefined && files.value.has(path);
  return COMMANDS.filter((command) => !command.onFile || onFile);
}

async function saveOpen(path: string): Promise<void> {
  if (saveHere()) return;
  const doc = docOf(path);
  if (doc && isText(doc.kind)) await saveDoc(doc);
}

function toggle(pane: { value: boolean }): void {
  pane.value = !pane.value;
}
