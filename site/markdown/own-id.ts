import type { Token } from './markdown-it.ts';

/** Takes `{#id}` off the end of a heading. */
export function takeOwnId({ children }: Token): string | undefined {
  const last = children?.at(-1);
  const match = last?.type === 'text' ? /\s*\{#([^\s{}]+)\}\s*$/.exec(last.content) : null;
  if (!last || !match) return undefined;
  last.content = last.content.slice(0, match.index);
  return match[1];
}
