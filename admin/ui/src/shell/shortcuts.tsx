import { Dialog } from '../parts/dialog.tsx';
import { COMMANDS } from './commands.ts';
import { closeDialog } from './dialogs.ts';
import { showKeys } from './show-keys.ts';

const IN_EDITOR: readonly (readonly [keys: string, what: string])[] = [
  ['mod+f', 'Find in this file'],
  ['mod+d', 'Put a cursor on the next of the same word'],
  ['alt+click', 'Put another cursor; in the preview, open the source of what is there'],
  ['mod+alt+↑, mod+alt+↓', 'Put a cursor on the line above, below'],
  ['alt+↑, alt+↓', 'Move lines up, down'],
  ['mod+/', 'Comment or uncomment lines'],
  ['f12', 'Go to the partial, layout or asset at the cursor (or Ctrl-click)'],
  ['ctrl+space', 'Complete'],
  ['tab', 'Expand an abbreviation, as ul>li*3, or indent'],
  ['f8', 'Next problem'],
  ['Escape, then Tab', 'Leave the editor by Tab'],
];

/** Every key that does something. */
export function Shortcuts() {
  const rows = COMMANDS.flatMap((command) => (command.keys ? [[command.keys, command.title] as const] : []));
  return (
    <Dialog title="Keyboard shortcuts" close={closeDialog}>
      <dl class="shortcuts" tabIndex={0}>
        {[...rows, ...IN_EDITOR].map(([keys, what]) => (
          <div key={what} class="row">
            <dt class="grow">{what}</dt>
            <dd>
              <kbd>{keys.split(', ').map(showKeys).join(', ')}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
