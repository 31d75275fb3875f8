import { text } from './config.ts';
import type { JekyllSite, Layout } from './site.ts';

/** The layout that front matter names, the one around that, and so on; each once. */
export function layoutsAround(value: unknown, { layouts }: Pick<JekyllSite, 'layouts'>): Layout[] {
  const found = new Set<Layout>();
  for (let name = layoutName(value); name !== undefined; ) {
    const layout = layouts.get(name);
    if (!layout || found.has(layout)) break;
    found.add(layout);
    name = layoutName(layout.data.layout);
  }
  return [...found];
}

/** A layout's name as front matter says it; undefined for none. */
export const layoutName = (value: unknown): string | undefined => {
  const name = text(value);
  return name === undefined || name === 'none' || name === 'null' || name === 'false' ? undefined : name;
};
