import { Markup } from './values.ts';

const SPECIAL = /[&<>"']/;
const ALL_SPECIAL = /[&<>"']/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `text` fit for HTML and XML, in elements and in quoted attributes; the entities of Ruby's `CGI.escapeHTML`. */
export function escapeMarkup(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, entity) : text;
}

export function entity(character: string): string {
  return ENTITIES[character] ?? character;
}

/** The result of a filter that made markup: text that is not escaped again where output is escaped. */
export function markup(text: string, escaping: boolean): string | Markup {
  return escaping ? new Markup(text) : text;
}
