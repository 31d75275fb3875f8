/**
 * The first script that runs, so small that it comes with the page: it asks for what the first screen will want, while the
 * code of all screens is on its way.
 */
import { askAhead, filesPage, loadFirst } from './ahead.ts';

/** The parts that show a file: its form where that is how it is opened, else its text. */
function partsOf(path: string): Promise<unknown>[] {
  const show = isForm(path) ? import('../form/form-view.tsx') : import('../code/code-editor.ts');
  return [show, import('../editor/workbench.tsx')];
}

/** As form/form-open has it, which would be waited for. */
function isForm(path: string): boolean {
  try {
    return /^(?:content|data)\//.test(path) && localStorage.getItem('meniscus:form') === 'yes';
  } catch {
    return false; // storage is switched off
  }
}

// Who opens a link that signs in has no session yet that could be asked about.
if (!/^#(?:sign-in|token)=/.test(location.hash))
  for (const path of ['/session', filesPage('', ''), '/status']) askAhead(path);

const [, file] = /^#\/edit\/(.+)$/.exec(location.hash) ?? [];
if (file) {
  // An address has a path as the API has it: in parts, escaped one by one.
  askAhead(`/files/${file}`);
  loadFirst(partsOf(file));
}
