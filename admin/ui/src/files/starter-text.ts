import type { Fields } from '../../../../schema/content/field.ts';
import { kindOf } from '../../../../schema/file.ts';
import { entryText } from './entry-text.ts';

/** What a beginning is made from, besides the path. */
export interface Around {
  readonly layout?: string | undefined;
  /** Of that layout: its blocks, and whether it shows what is in none. */
  readonly shows?: { readonly blocks: readonly string[]; readonly content: boolean } | undefined;
  /** Of an entry's collection. */
  readonly fields?: Fields;
}

/** What a new file begins with: enough to be seen working, by its kind and ending. */
export function starterText(path: string, around: Around = {}): string {
  const { fields = {} } = around;
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\..*$/, '')
    .replace(/^\[.*\]$/, 'page');
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  switch (kindOf(path)) {
    case 'page':
      return pageText(path, title, around);
    case 'layout':
      return `<!doctype html>\n<html lang="en">\n<head>\n  <meta charset="utf-8">\n  <meta name="viewport" content="width=device-width, initial-scale=1">\n  <title>{{ page.title }} · {{ site.title }}</title>\n</head>\n<body>\n  {{ content }}\n</body>\n</html>\n`;
    case 'partial':
      return `{% doc %}\n  Say what this partial shows.\n  @param {string} title - Say what it is\n{% enddoc %}\n<section>\n  <h2>{{ title }}</h2>\n</section>\n`;
    case 'data':
      return path.endsWith('.json') ? '[\n  { "title": "The first" }\n]\n' : '- title: The first\n';
    case 'entry':
      return entryText(path, fields);
    case 'collection':
      return `fields:\n  title: { type: text, required: true }\n`;
    case 'sample':
      return '{\n  "title": "An answer as the upstream gives it"\n}\n';
    case 'site':
      return 'title: My site\n';
    case 'asset':
      return '';
  }
}

/** Blocks that are made for what a page is about, by how they are usually called. */
const BODIES = ['main', 'content', 'body', 'page', 'article'];
/** Blocks of a page's head, which a beginning leaves to the layout. */
const HEADS = /^(title|description|head|meta|styles?|scripts?|class|lang|nav|header|footer|og|social)/;

/** The block of a layout that a page's text goes into; undefined where it goes into none. */
function bodyBlock({ blocks, content }: NonNullable<Around['shows']>): string | undefined {
  const named = BODIES.find((name) => blocks.includes(name));
  if (named !== undefined || content) return named;
  return blocks.find((name) => name !== '' && !HEADS.test(name));
}

function pageText(path: string, title: string, { layout, shows }: Around): string {
  if (/\.(xml|rss|atom)\.liquid$/.test(path))
    return `<?xml version="1.0" encoding="utf-8"?>\n<items>\n</items>\n`;
  if (/\.(txt|json|css|js|md)\.liquid$/.test(path)) return '';
  const param = /\[(?:\.\.\.)?([^\]]+)\]/.exec(path)?.[1];
  const shown = param ? `\n  <p>{{ page.params.${param} }}</p>` : '';
  const front = layout ? `---\nlayout: ${layout}\ntitle: ${title}\n---\n` : `---\ntitle: ${title}\n---\n`;
  const text = `<article>\n  <h1>{{ page.title }}</h1>${shown}\n</article>\n`;
  const block = layout === undefined ? undefined : bodyBlock(shows ?? { blocks: [], content: true });
  return block === undefined ? front + text : `${front}{% block ${block} %}\n${text}{% endblock %}\n`;
}
