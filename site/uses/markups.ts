/** A stretch of a template's text, and where it begins. */
export interface Markup {
  readonly start: number;
  readonly text: string;
}

/** Stretches that are Liquid, without comments, docs and what is shown raw. */
export function markups(text: string): Markup[] {
  const found: Markup[] = [];
  const next =
    /\{%-?\s*(raw|comment|doc)\b[^%]*%\}[\s\S]*?\{%-?\s*end\1\s*-?%\}|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g;
  for (const match of text.matchAll(next))
    if (match[1] === undefined) found.push({ start: match.index, text: match[0] });
  return found;
}

/** What is in tags, each line of `{% liquid %}` alone, and in outputs, which begin with `echo`'s own `{{`. */
export function* tagsOf(text: string): Generator<Markup & { readonly isOutput: boolean }> {
  for (const markup of markups(text)) {
    const [open = ''] = /^\{[%{]-?\s*(?:liquid\b)?/.exec(markup.text) ?? [];
    const isOutput = open.startsWith('{{');
    const inner = markup.text.slice(open.length).replace(/-?[%}]\}$/, '');
    let start = markup.start + open.length;
    for (const line of open.endsWith('liquid') ? inner.split('\n') : [inner]) {
      const indent = line.search(/\S|$/);
      yield { start: start + indent, text: line.slice(indent), isOutput };
      start += line.length + 1;
    }
  }
}

/** With as many spaces in place of its strings. */
export const withoutStrings = (text: string) =>
  text.replaceAll(/(['"])[^'"]*\1/g, (whole) => ' '.repeat(whole.length));
