import type MarkdownIt from 'markdown-it';

/** Task lists with the classes that kramdown gives them. */
export function useKramdownTasks(md: MarkdownIt): void {
  md.core.ruler.after('tasks', 'kramdown_tasks', ({ tokens }) => {
    for (const token of tokens) {
      if (token.attrGet('class') === 'contains-task-list') token.attrSet('class', 'task-list');
      const [box] = token.children ?? [];
      if (box?.type === 'html_inline' && box.content.startsWith('<input type="checkbox"'))
        box.content = `<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"${box.content.includes(' checked') ? ' checked="checked"' : ''}>`;
    }
  });
}
