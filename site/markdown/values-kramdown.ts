import { footnote } from '@mdit/plugin-footnote';
import MarkdownIt from 'markdown-it';
import { settleKramdown, useKramdown } from './kramdown/kramdown.ts';
import { useSizeLimit } from './size-limit.ts';
import { useTasks } from './tasks.ts';
import { renderValue } from './values.ts';

/** What nests deeper is left out by the library: see values.ts. */
const MAX_LEVELS = 200;

const reader = (): MarkdownIt => {
  const md = new MarkdownIt({ html: true, typographer: true, ids: true, maxNesting: MAX_LEVELS });
  md.use(footnote);
  const { validateLink } = md;
  useKramdown(md);
  // Text of others that was escaped before holds links as well. Browsers pass over white space in a scheme.
  md.validateLink = (url) => validateLink(url.replaceAll(/[\0-\x20]/g, ''));
  // Where the reader of files makes ids.
  md.core.ruler.after('inline', 'heading_ids', () => undefined);
  useTasks(md);
  settleKramdown(md);
  useSizeLimit(md);
  return md;
};

let made: MarkdownIt | undefined;

/** HTML of a value that the site's author vouches for, as Jekyll reads Markdown. */
export function renderAsJekyll(text: string): string {
  made ??= reader();
  try {
    return made.render(text);
  } catch {
    // Tables of contents, titles or attributes without end: nothing of the text is lost.
    return renderValue(text, true);
  }
}
