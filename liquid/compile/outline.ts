import type { Outline } from './analyse.ts';
import type { Span } from './ast.ts';
import type { Block, Tag } from './nodes.ts';

/** Finds the outline of a template that was parsed. */
export function outlineOf(root: Block): Outline {
  const blocks = new Map<string, Span>();
  let loose: Span | undefined;
  const note = (span: Span) => {
    if (!loose || span.start < loose.start) loose = { start: span.start, end: span.end };
  };
  const visit = (block: Block): void => {
    for (const node of block.nodes) {
      if (node.kind === 'tag') visitTag(node);
      else if (node.text.trim() !== '') note(trimmed(node.text, node));
    }
  };
  const visitTag = (tag: Tag): void => {
    const { flow, blank } = tag.form;
    if (flow?.kind === 'block') {
      if (!blocks.has(flow.name)) blocks.set(flow.name, { start: tag.start, end: tag.end });
    } else if (blank === 'always' || tag.blank) return;
    else if (tag.bodies.length === 0) note(tag);
    else for (const body of tag.bodies) visit(body);
  };
  visit(root);
  return { blocks, loose };
}

/** Without white space around: where the words are. */
function trimmed(text: string, { start, end }: Span): Span {
  const before = text.length - text.trimStart().length;
  return { start: Math.min(start + before, end), end: Math.min(start + before + text.trim().length, end) };
}
