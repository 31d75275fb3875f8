import { readPath } from '../../../../schema/file.ts';
import { files } from '../session/site.ts';
import { AssetView } from './asset-view.tsx';
import { docOf } from './docs.ts';
import { isEditable } from './editable.ts';
import { EditorPane } from './editor-pane.tsx';
import { readWork } from './kept-work.ts';
import { NotThere } from './not-there.tsx';
import { TabBar } from './tab-bar.tsx';
import { useDoc } from './use-doc.ts';
import './workbench.css';

/** Tabs, and below them the open file. */
export function Workbench({ path }: { path: string }) {
  return (
    <>
      <TabBar path={path} />
      <OpenFile path={path} />
    </>
  );
}

function OpenFile({ path }: { path: string }) {
  const read = readPath(path);
  // A file that somebody deleted, or that was never saved, stays open while it has unsaved work: saving tells, and makes it.
  const there = files.value.has(path) || (docOf(path)?.dirty.value ?? readWork(path) !== undefined);
  if ('problem' in read || !there) return <NotThere path={path} />;
  return (
    <>
      <h1 class="visually-hidden">{path}</h1>
      {isEditable(path) ? <TextFile path={path} /> : <AssetView path={path} />}
    </>
  );
}

function TextFile({ path }: { path: string }) {
  const { doc, problem } = useDoc(path);
  if (problem) return <p class="note bad workbench-note">{problem}</p>;
  if (!doc) return <div class="loading" aria-busy="true" />;
  return <EditorPane doc={doc} />;
}
