import type { EditorState } from '@codemirror/state';

/** References in a template's text: partials, layouts, assets, and the layout in front matter. */
const LINKS: readonly { readonly pattern: RegExp; path(name: string): string }[] = [
  { pattern: /\b(?:render|include)\s+["']([^"']+)["']/g, path: (name) => `partials/${name}.liquid` },
  { pattern: /\blayout\s+["']([^"']+)["']/g, path: (name) => `layouts/${name}.liquid` },
  { pattern: /^layout:\s*["']?([\w./-]+)/g, path: (name) => `layouts/${name}.liquid` },
  { pattern: /["']([^"']+)["']\s*\|\s*asset_url/g, path: (name) => `assets/${name.replace(/^\//, '')}` },
];

/** The file that the text at `pos` names, with where the name stands. */
export function linkAt(
  state: EditorState,
  pos: number,
): { path: string; from: number; to: number } | undefined {
  const line = state.doc.lineAt(pos);
  for (const { pattern, path } of LINKS) {
    for (const found of line.text.matchAll(pattern)) {
      const from = line.from + found.index;
      const to = from + found[0].length;
      if (pos >= from && pos <= to) return { path: path(found[1] ?? ''), from, to };
    }
  }
  return undefined;
}
