import { useEffect } from 'preact/hooks';
import type { Doc } from '../editor/docs.ts';
import { files } from '../session/site.ts';
import { pointFromEditor } from './point.ts';
import { Preview } from './preview.tsx';
import { inWindow, serveWindows } from './preview-window.ts';
import { follows, keepPreviewing, subject } from './state.ts';
import { findUsers, usedBy } from './used-by.ts';

/** Renders what the open file shows, for the pane beside it and for windows of their own. */
export function Previewing({ doc, pane }: { doc: Doc; pane: boolean }) {
  const needed = pane || inWindow.value;
  useEffect(serveWindows, []);
  useEffect(pointFromEditor, []);
  useEffect(() => (needed ? keepPreviewing() : undefined), [needed]);
  const isPage = doc.kind === 'page' || doc.kind === 'entry';
  const { path } = doc;
  const etag = files.value.get(path)?.etag;
  useEffect(() => {
    if (!isPage) return;
    usedBy.value = null;
    if (follows.value) subject.value = { page: path };
  }, [path, isPage]);
  // A save may make it used: by itself, as a layout of a layout is.
  useEffect(() => {
    if (needed && !isPage && etag !== undefined) void findUsers(path);
  }, [path, isPage, needed, etag]);
  return pane ? <Preview /> : null;
}
