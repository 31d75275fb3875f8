import { lazy } from '../parts/lazy.tsx';
import { dialog } from '../stores/dialogs.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => module.Palette));
const NewFile = lazy(() => import('./new-file.tsx').then((module) => module.NewFile));
const Rename = lazy(() => import('./rename.tsx').then((module) => module.Rename));
const Publish = lazy(() => import('./publish.tsx').then((module) => module.Publish));
const Conflict = lazy(() => import('./conflict.tsx').then((module) => module.Conflict));
const Uploads = lazy(() => import('./uploads.tsx').then((module) => module.Uploads));
const ImportZip = lazy(() => import('./import-zip.tsx').then((module) => module.ImportZip));
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => module.Shortcuts));

/** The open dialog, if any. */
export function Dialogs() {
  const open = dialog.value;
  switch (open?.dialog) {
    case 'palette':
      return <Palette />;
    case 'new-file':
      return <NewFile kind={open.kind} />;
    case 'rename':
      return <Rename path={open.path} />;
    case 'publish':
      return <Publish />;
    case 'conflict':
      return <Conflict path={open.path} />;
    case 'upload':
      return <Uploads />;
    case 'import':
      return <ImportZip file={open.file} />;
    case 'shortcuts':
      return <Shortcuts />;
    default:
      return null;
  }
}
