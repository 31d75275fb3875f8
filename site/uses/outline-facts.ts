import type { Facts as TemplateFacts } from '../../liquid/compile/analyse.ts';
import { positionsIn } from '../../liquid/compile/diagnostics.ts';
import type { Program } from '../../liquid/program.ts';
import type { Facts, Span } from '../facts.ts';

/** What a template prints in blocks and outside of all, with lines and columns. */
export function outlineFacts(
  text: string,
  { layout }: Program,
  { outline, calls }: TemplateFacts,
): Pick<Facts, 'outline'> {
  if (!outline) return {};
  const positionOf = positionsIn(text);
  const place = ({ start, end }: { start: number; end: number }) => ({
    start: positionOf(start),
    end: positionOf(end),
  });
  const blocks: Record<string, Span> = Object.create(null); // names are an author's
  for (const [name, span] of outline.blocks) blocks[name] = place(span);
  const none = layout && !calls.some(({ kind }) => kind === 'layout');
  const loose = outline.loose && { loose: place(outline.loose) };
  return { outline: { blocks, ...loose, ...(none && { layout: false as const }) } };
}

export function placesOf({ places }: TemplateFacts): Pick<Facts, 'places'> {
  if (!places) return {};
  const { blocks, end } = places;
  const known = Object.keys(blocks).length > 0 || end !== undefined;
  return known ? { places: { blocks, ...(end !== undefined && { end }) } } : {};
}
