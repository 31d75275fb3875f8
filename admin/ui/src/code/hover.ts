import { hoverTooltip } from '@codemirror/view';
import { FILTER_HELP } from './filter-help.ts';
import { linkAt } from './links.ts';
import { TAG_HELP } from './tag-help.ts';

/** Help for the tag, filter or file name below the pointer. */
export const hover = hoverTooltip((view, pos) => {
  const found = helpAt(view.state.doc.lineAt(pos), pos) ?? linkHelp(linkAt(view.state, pos));
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => ({ dom: tooltip(found.title, found.text) }),
  };
});

interface Help {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
}

function helpAt(line: { text: string; from: number }, pos: number): Help | undefined {
  for (const found of line.text.matchAll(/(\{%-?\s*|\|\s*)(\w+)/g)) {
    const from = line.from + found.index + (found[1]?.length ?? 0);
    const name = found[2] ?? '';
    const to = from + name.length;
    if (pos < from || pos > to) continue;
    if (found[1]?.startsWith('|')) {
      const filter = Object.hasOwn(FILTER_HELP, name) ? FILTER_HELP[name] : undefined;
      return filter && { from, to, title: `${name}${filter[0]}`, text: filter[1] };
    }
    const text = Object.hasOwn(TAG_HELP, name) ? TAG_HELP[name] : undefined;
    return text === undefined ? undefined : { from, to, title: name, text };
  }
  return undefined;
}

function linkHelp(link: { path: string; from: number; to: number } | undefined): Help | undefined {
  return link && { from: link.from, to: link.to, title: link.path, text: 'Ctrl-click or F12 opens it.' };
}

function tooltip(title: string, text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-hover';
  const head = document.createElement('code');
  head.textContent = title;
  const body = document.createElement('div');
  body.textContent = text;
  dom.append(head, body);
  return dom;
}
