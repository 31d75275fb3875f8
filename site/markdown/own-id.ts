import type { Token } from './markdown-it.ts';

/** Takes `{#id}` off the end of a heading. */
export function takeOwnId({ children }: Token): string | undefined {
  const last = children?.at(-1);
  if (last?.type !== 'text') return undefined;
  const text = last.content.trimEnd();
  const start = text.lastIndexOf('{#');
  const id = text.slice(start + 2, -1);
  if (start < 0 || !text.endsWith('}') || !/^[^\s{}]+$/.test(id)) return undefined;
  last.content = text.slice(0, start).trimEnd();
  return id;
}
