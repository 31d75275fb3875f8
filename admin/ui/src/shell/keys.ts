import { COMMANDS, type Command, runCommand } from './commands.ts';
import { dialog } from './dialogs.ts';

const byKeys = new Map(
  COMMANDS.flatMap((command): [string, Command][] => (command.keys ? [[command.keys, command]] : [])),
);

/** Runs commands by their keys, wherever the focus is. Returns a function that stops it. */
export function listenForKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    const keys = keysOf(event);
    const command = byKeys.get(keys);
    if (!command || hasOwn(event, keys) || (dialog.value && command.keys !== 'mod+k')) return;
    event.preventDefault();
    runCommand(command);
  };
  addEventListener('keydown', listen, { capture: true });
  return () => removeEventListener('keydown', listen, { capture: true });
}

/** Whether the key is one of what it was pressed in, which says so in `data-keys`. */
const hasOwn = (event: Event, keys: string): boolean =>
  event
    .composedPath()
    .some((node) => node instanceof HTMLElement && node.dataset.keys?.split(' ').includes(keys));

/** On a Mac, Ctrl moves the cursor as in Emacs. */
const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Alt is read by the key's place: on a Mac it makes other characters. */
function keysOf(event: KeyboardEvent): string {
  const key = event.altKey ? byPlace(event.code) : event.key.toLowerCase();
  const parts = [
    (MAC ? event.metaKey : event.ctrlKey) && 'mod',
    event.altKey && 'alt',
    event.shiftKey && 'shift',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ['BracketLeft', '['],
  ['BracketRight', ']'],
]);

function byPlace(code: string): string {
  return PLACES.get(code) ?? code.replace(/^(Key|Digit)/, '').toLowerCase();
}
