/** How a name of an asset is written in a text: what it is in decides what has to be quoted or escaped. */
export type Writing =
  /** A value or a key of YAML without quotes. */
  | { readonly in: 'plain' }
  /** In quotes: those of YAML have escapes, those of Liquid and HTML have none. */
  | { readonly in: 'quotes'; readonly quote: string; readonly isYaml: boolean }
  | { readonly in: 'address' };

/** What YAML reads as the text that it is, with no quotes around: with an ending of letters, so that it is no number and no date. */
const PLAIN = /^[\p{L}\d][\p{L}\d ._/-]*\.\p{L}{2}[\p{L}\d]*$/u;
/** What stays as it is in an address, also in one of Markdown, of an attribute, and in a list of addresses. */
const NEEDS_ENCODING = /[^\p{L}\p{M}\p{N}/._~@+$=:!*-]/gu;

const encoded = (sign: string): string =>
  /['()]/.test(sign) ? `%${sign.charCodeAt(0).toString(16)}` : encodeURIComponent(sign);

/** A name as an address has it: `my%20boat.jpg`. */
export const inAddress = (name: string): string => name.replace(NEEDS_ENCODING, encoded);

/** A value of YAML, in quotes where it needs them. */
export const inYaml = (value: string): string =>
  PLAIN.test(value) ? value : `'${value.replaceAll("'", "''")}'`;

/** A value with quotes around: these, or the others if it has them in it and they have no escapes. */
export function inQuotes(value: string, quote: string, isYaml: boolean): string {
  if (!value.includes(quote)) return quote + value + quote;
  if (isYaml) return quote + value.replaceAll(quote, quote === "'" ? "''" : '\\"') + quote;
  const other = quote === '"' ? "'" : '"';
  return other + value + other;
}

/** How a name may be written, other than as it is, and where. */
export function spellings(name: string): Map<string, (writing: Writing) => boolean> {
  const found = new Map<string, (writing: Writing) => boolean>([[name, () => true]]);
  const parts = name.split('/').map(encodeURIComponent).join('/');
  for (const address of [inAddress(name), encodeURI(name), parts])
    if (address !== name) found.set(address, (writing) => writing.in === 'address');
  const quoted = (quote: string) => (writing: Writing) =>
    writing.in === 'quotes' && writing.quote === quote && writing.isYaml;
  if (name.includes("'")) found.set(name.replaceAll("'", "''"), quoted("'"));
  if (name.includes('"')) found.set(name.replaceAll('"', '\\"'), quoted('"'));
  return found;
}
