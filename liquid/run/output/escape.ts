import { Markup } from '../values/values.ts';

const SPECIAL = /[&<>"']/g;

/** The entities of Ruby's `CGI.escapeHTML`. */
export const ENTITIES: Readonly<Record<string, string | undefined>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * `text` fit for HTML and XML, in elements and in quoted attributes. Most text has nothing to escape, and one search
 * says so. The search for the next one is as fast as a loop over the characters when that is compiled, and a cold
 * isolate need not run and compile the loop; both are twice as fast as `replace` with a function.
 */
export function escapeMarkup(text: string): string {
  SPECIAL.lastIndex = 0;
  if (text.length > PIECE) return SPECIAL.test(text) ? inPieces(text) : text;
  let out = '';
  let copied = 0;
  while (SPECIAL.test(text)) {
    const end = SPECIAL.lastIndex;
    out += text.slice(copied, end - 1) + ENTITIES[text.charAt(end - 1)];
    copied = end;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

/** Characters that are escaped at a time: what is put together holds thirty times its size until it is read. */
const PIECE = 8192;

function inPieces(text: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += PIECE) pieces.push(escapeMarkup(text.slice(at, at + PIECE)));
  return pieces.join('');
}

/** The result of a filter that made markup: text that is not escaped again where output is escaped. */
export function markup(text: string, escaping: boolean): string | Markup {
  return escaping ? new Markup(text) : text;
}
