import { Parser } from 'htmlparser2';

const BLOCKS = new Set(
  'address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe img input legend li main nav ol option p pre script section select style summary table tbody td textarea tfoot th thead tr ul video audio'.split(
    ' ',
  ),
);

/** What a visitor, a link and a style sheet have of HTML, a line each; how it is written does not count. */
export interface HtmlView {
  /** Visible text, white space folded, blocks apart. */
  readonly text: string;
  /** Texts of `pre`. */
  readonly code: readonly string[];
  /** Targets of links and sources, in order. */
  readonly links: readonly string[];
  readonly ids: readonly string[];
  /** Each element with its classes and other attributes, as deep as it is; elements that colour code are left out. */
  readonly elements: readonly string[];
}

export function viewHtml(html: string): HtmlView {
  const [texts, code, links, ids, elements]: string[][] = [[], [], [], [], []];
  let pre: string[] | undefined;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'pre') pre = [];
      if (BLOCKS.has(name)) texts?.push(' ');
      const { href, src, id } = attributes;
      for (const link of [href, src]) if (link !== undefined) links?.push(link);
      if (id) ids?.push(id);
      if (!pre || name !== 'span') elements?.push(`${'  '.repeat(depth)}${name}${shown(attributes)}`);
      depth++;
    },
    ontext: (text) => (pre ?? texts)?.push(text),
    onclosetag(name) {
      depth--;
      if (name === 'pre') {
        code?.push((pre ?? []).join('').trimEnd());
        pre = undefined;
      }
      if (BLOCKS.has(name)) texts?.push(' ');
    },
  });
  parser.end(html);
  const text = (texts ?? [])
    .join('')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
  return { text, code: code ?? [], links: links ?? [], ids: ids ?? [], elements: elements ?? [] };
}

const shown = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .filter(([name]) => !['href', 'src', 'id'].includes(name))
    .map(
      ([name, value]) => ` ${name}=${name === 'class' ? value.split(/\s+/).sort().join('.') : value.trim()}`,
    )
    .sort()
    .join('');
