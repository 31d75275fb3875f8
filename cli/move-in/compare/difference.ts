/** What may differ. The docs (moving-in.md) list them in the same order. */
export const KINDS = {
  missing: 'addresses that are only there',
  error: 'pages that fail here',
  title: 'titles',
  text: 'visible text',
  code: 'code',
  link: 'links (href)',
  source: 'what is loaded (src)',
  id: 'ids that links point to',
  alt: 'texts of pictures (alt)',
  feed: 'entries of feeds',
  sitemap: 'addresses in sitemaps',
  file: 'files',
  script: 'scripts and styles inside pages',
  meta: 'meta elements',
  slash: 'links that redirects lead on',
  redirect: 'addresses that redirect here',
  extra: 'addresses that are only here',
} as const;

export type Kind = keyof typeof KINDS;

/** What is shown, and is no difference to a visitor: it fails no comparison. */
const NOTES: ReadonlySet<Kind> = new Set(['script', 'meta', 'slash', 'redirect', 'extra']);

export const isNote = ({ kind }: Difference): boolean => NOTES.has(kind);

/** How one page differs in one kind. `old` and `new` show the first of `count` places. */
export interface Difference {
  /** The address in the old site. */
  readonly page: string;
  readonly kind: Kind;
  readonly old: string;
  readonly new: string;
  readonly count: number;
  /** Where it is known. */
  readonly why?: string;
}

/** Characters that are shown of one side. */
const MOST = 160;

export function difference(page: string, kind: Kind, old: string, now: string, count = 1): Difference {
  return { page, kind, old: short(old), new: short(now), count };
}

const short = (text: string): string =>
  text.length > MOST ? `${text.slice(0, MOST - 1).toWellFormed()}…` : text;
