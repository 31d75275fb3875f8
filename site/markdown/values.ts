import MarkdownIt from 'markdown-it';
import { OutputTooLarge, useSizeLimit } from './size-limit.ts';
import { useTasks } from './tasks.ts';

/**
 * Markdown that values hold: CommonMark with GitHub's tables, struck text, task lists and links. Loaded by the site Worker
 * when a page first needs it: nothing of Liquid's parser is in it.
 */
function reader(html: boolean, isLimited = true): MarkdownIt {
  const md = new MarkdownIt({ html, linkify: true, maxNesting: MAX_LEVELS });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  useTasks(md);
  if (isLimited) useSizeLimit(md);
  return md;
}

/** What nests deeper is left out by the library: far above what people write, and safe for the stack. */
const MAX_LEVELS = 200;

const trusted = reader(true);
const foreign = reader(false);

/** HTML of a value. `html`: whether HTML in the text is HTML, or shown as text. */
export const renderValue = (text: string, html: boolean): string =>
  html ? render(trusted, text) : harmless(render(foreign, text));

/** What is made to become far longer than it is has no references and tables: those of a visitor must cost a page no more than their length. */
function render(md: MarkdownIt, text: string): string {
  try {
    return md.render(text);
  } catch (error) {
    if (!(error instanceof OutputTooLarge)) throw error;
    return reader(md.options.html ?? false, false)
      .disable(['reference', 'table'])
      .render(text);
  }
}

/**
 * Markup is printed as it is inside of quotes of an attribute too, where its own quotes end the value. Without `'` and `=`
 * outside of its own attributes it can end none with `'` and begin no other attribute that has a value.
 */
const harmless = (made: string): string => made.replaceAll("'", '&#39;').replace(/=(?!")/g, '&#61;');
