import { readPath } from '../../../../schema/file.ts';
import { createStarter } from '../files/file-actions.ts';
import { mayWrite } from '../session/may.ts';
import { sayError } from '../shell/toasts.ts';
import { closeTab } from './tabs.ts';

/** What stands in place of a file that the site does not have. */
export function NotThere({ path }: { path: string }) {
  const read = readPath(path);
  return (
    <div class="page">
      <div class="empty">
        <h2>There is no {path}</h2>
        <p>{'problem' in read ? read.problem.message : 'It was deleted or renamed, or it was never made.'}</p>
        <div class="row">
          {'kind' in read && read.kind !== 'asset' && mayWrite(path) && (
            <button
              type="button"
              class="button primary"
              onClick={() => void createStarter(path).catch(sayError)}
            >
              Make it
            </button>
          )}
          <button type="button" class="button" onClick={() => closeTab(path)}>
            Close this tab
          </button>
        </div>
      </div>
    </div>
  );
}
