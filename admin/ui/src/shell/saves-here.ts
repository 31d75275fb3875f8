let current: (() => void) | null = null;

/** Makes `save` what Ctrl+S does while a screen is open that is no file; returns how to end that. */
export function savesHere(save: () => void): () => void {
  current = save;
  return () => {
    if (current === save) current = null;
  };
}

/** Saves what the screen shows; false when it has nothing to save. */
export function saveHere(): boolean {
  current?.();
  return current !== null;
}
