const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(
    MAC
      ? { mod: '⌘', alt: '⌥', shift: '⇧', enter: '↵', ctrl: '⌃', space: 'Space', tab: 'Tab' }
      : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', ctrl: 'Ctrl', space: 'Space', tab: 'Tab' },
  ),
);

/** `mod+shift+f` as this system writes it. */
export function showKeys(keys: string): string {
  return keys
    .split('+')
    .map((key) => NAMES.get(key) ?? (key.length > 3 ? key : key.toUpperCase()))
    .join(MAC ? '' : ' ');
}
