import { lazy } from '../parts/lazy.tsx';
import { dialog } from './dialogs.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => module.Palette));
const NewFile = lazy(() => import('../files/new-file.tsx').then((module) => module.NewFile));
const NewEntry = lazy(() => import('../content/new-entry.tsx').then((module) => module.NewEntry));
const Rename = lazy(() => import('../files/rename.tsx').then((module) => module.Rename));
const KeepAddress = lazy(() => import('../files/keep-address.tsx').then((module) => module.KeepAddress));
const Uses = lazy(() => import('../files/uses/uses.tsx').then((module) => module.Uses));
const Bin = lazy(() => import('../files/bin.tsx').then((module) => module.Bin));
const Publish = lazy(() => import('../releases/publish-dialog.tsx').then((module) => module.Publish));
const Conflict = lazy(() => import('../history/conflict.tsx').then((module) => module.Conflict));
const Uploads = lazy(() => import('../upload/uploads-bar.tsx').then((module) => module.Uploads));
const ImportZip = lazy(() => import('../upload/import-zip.tsx').then((module) => module.ImportZip));
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => module.Shortcuts));

/** The open dialog, if any. */
export function Dialogs() {
  const open = dialog.value;
  switch (open?.dialog) {
    case 'palette':
      return <Palette />;
    case 'new-file':
      return <NewFile kind={open.kind} />;
    case 'new-entry':
      return <NewEntry collection={open.collection} />;
    case 'rename':
      return <Rename path={open.path} />;
    case 'keep-address':
      return <KeepAddress from={open.from} to={open.to} />;
    case 'uses':
      return <Uses path={open.path} atCursor={open.atCursor} />;
    case 'bin':
      return <Bin />;
    case 'publish':
      return <Publish only={open.only} />;
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
