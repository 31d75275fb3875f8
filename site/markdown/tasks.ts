import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from './markdown-it.ts';
import { tokenLike } from './token-like.ts';

const BOX = /^\[([ xX])\]\s/;

/** Items that begin with `[ ]` or `[x]` get a box, as GitHub's do, with its class names. */
export function useTasks(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'tasks', ({ tokens }: StateCore) => {
    const lists: Token[] = [];
    tokens.forEach((token, index) => {
      if (/^(bullet|ordered)_list_open$/.test(token.type)) lists.push(token);
      else if (/^(bullet|ordered)_list_close$/.test(token.type)) lists.pop();
      const inline = tokens[index + 2];
      if (token.type !== 'list_item_open' || tokens[index + 1]?.type !== 'paragraph_open' || !inline) return;
      if (!addBox(inline)) return;
      token.attrJoin('class', 'task-list-item');
      const list = lists.at(-1);
      if (list?.attrGet('class') !== 'contains-task-list') list?.attrJoin('class', 'contains-task-list');
    });
  });
}

function addBox(inline: Token): boolean {
  const first = inline.children?.[0];
  const match = first?.type === 'text' ? BOX.exec(first.content) : null;
  if (!first || !match) return false;
  const content = `<input type="checkbox"${match[1] === ' ' ? '' : ' checked'} disabled> `;
  first.content = first.content.slice(match[0].length);
  inline.children?.unshift(tokenLike(first, { type: 'html_inline', content }));
  return true;
}
