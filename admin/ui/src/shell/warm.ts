let isWarm = false;

/**
 * Loads what the editor needs before it is asked for: when the pointer or the focus comes to the files. Each part would wait for
 * the one before it otherwise. When a file's address is opened, start/first does so.
 */
export function warm(): void {
  if (isWarm) return;
  isWarm = true;
  // Whoever shows it tries again, and says what went wrong.
  for (const load of PARTS) load().catch(() => undefined);
}

const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('../code/code-editor.ts'),
  () => import('../editor/workbench.tsx'),
];
