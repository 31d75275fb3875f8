import MarkdownIt from 'markdown-it';
import { useTasks } from './tasks.ts';

/**
 * Markdown that values hold: CommonMark with GitHub's tables, struck text, task lists and links. Loaded by the site Worker
 * when a page first needs it: nothing of Liquid's parser is in it.
 */
function reader(html: boolean): MarkdownIt {
  const md = new MarkdownIt({ html, linkify: true, maxNesting: MAX_LEVELS });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  useTasks(md);
  return md;
}

/** What nests deeper is left out by the library: far above what people write, and safe for the stack. */
const MAX_LEVELS = 200;

const trusted = reader(true);
const foreign = reader(false);

/** HTML of a value. `html`: whether HTML in the text is HTML, or shown as text. */
export const renderValue = (text: string, html: boolean): string =>
  html ? trusted.render(text) : harmless(foreign.render(text));

/**
 * Markup is printed as it is inside of quotes of an attribute too, where its own quotes end the value. Without `'` and `=`
 * outside of its own attributes it can end none with `'` and begin no other attribute that has a value.
 */
const harmless = (made: string): string => made.replaceAll("'", '&#39;').replace(/=(?!")/g, '&#61;');
