const PREFIX = 'meniscus:';

/** All that this browser keeps, by name; whose file uses it says what the text means. */
export type StoredName =
  /** What is typed and not saved, one a file: editor/kept-work. */
  | `work:${string}`
  /** Open tabs: editor/tabs. */
  | 'tabs'
  /** The file beside the open one: editor/beside. */
  | 'beside'
  /** Whether the preview is open, its part of the width, its page's width in pixels: editor/panes, preview/state. */
  | 'preview'
  | 'preview-share'
  | 'preview-width'
  /** Whether a form stands for the source where there is one: form/form-open. */
  | 'form'
  | 'format-on-save'
  | 'theme';

/** What this browser keeps under a name; null when it keeps nothing, or won't. */
export function readStored(name: StoredName): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null; // storage is switched off: everything works, nothing is remembered
  }
}

/** Keeps a text, or forgets it with null. Returns whether that worked: storage can be full or switched off. */
export function store(name: StoredName, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}

/** Names that are kept and begin with `prefix`. */
export function storedNames(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}
