import type { Tag } from '../nodes.ts';

/** Where a place is in a URL, or in a list of URLs. */
export interface Url {
  readonly language: 'url';
  /** Whether what was read decides the scheme: it has a `/`, `?`, `#` or `:`. */
  readonly decided: boolean;
  /** What is in the template before that, in lower case. */
  readonly read: string;
  /** Outputs before that. A `:` behind them makes them a scheme. */
  readonly outputs: readonly Tag[];
  /** `list`: URLs with commas between them. `refresh`: it begins behind `url=`, as in a `meta`. `code`: what it loads runs. */
  readonly kind: 'one' | 'list' | 'refresh' | 'code';
}

export const URL_START: Url = { language: 'url', decided: false, read: '', outputs: [], kind: 'one' };

/** Longer than any scheme that matters. */
const MAX_READ = 20;

/** What reading on in a URL found: where it is now, and whether outputs before were its scheme, or the scheme runs code. */
export interface ReadUrl {
  readonly url: Url;
  readonly scheme: readonly Tag[];
  readonly script?: string;
}

/** Reads `text` in a URL that is at `url`. */
export function readUrl(url: Url, text: string): ReadUrl {
  if (url.kind === 'list') return { url: list(url, text), scheme: [] };
  if (url.kind === 'refresh') return { url: refresh(url, text), scheme: [] };
  if (url.decided) return { url, scheme: [] };
  const end = text.search(/[/?#:]/);
  const read = `${url.read}${(end < 0 ? text : text.slice(0, end)).toLowerCase()}`.slice(0, MAX_READ);
  if (end < 0) return { url: { ...url, read }, scheme: [] };
  const decided: Url = { ...url, decided: true, read: '', outputs: [] };
  if (text.charAt(end) !== ':') return { url: decided, scheme: [] };
  if (url.outputs.length > 0) return { url: decided, scheme: url.outputs };
  const runs = read.replace(/[\s\u0000-\u001f]/g, '') === 'javascript';
  return { url: decided, scheme: [], ...(runs && { script: text.slice(end + 1) }) };
}

function list(url: Url, text: string): Url {
  const last = text.slice(text.lastIndexOf(',') + 1);
  const decided = /[/?#:]|\S\s/.test(last) || (url.decided && !text.includes(','));
  return { ...url, decided };
}

function refresh(url: Url, text: string): Url {
  const begin = /url\s*=\s*["']?/i.exec(text);
  if (!begin) return url;
  return readUrl({ ...URL_START, outputs: url.outputs }, text.slice(begin.index + begin[0].length)).url;
}

/** Behind the output `tag`. */
export function urlAfter(url: Url, tag: Tag): Url {
  if (url.decided || url.kind === 'list' || url.outputs.length >= MAX_OUTPUTS) return url;
  return { ...url, outputs: [...url.outputs, tag] };
}

/** Outputs that may be the parts of one scheme. */
const MAX_OUTPUTS = 32;

/** Where two branches meet: the less is known, the more is checked. */
export function joinUrls(a: Url, b: Url): Url | undefined {
  if (a.kind !== b.kind) return undefined;
  const outputs = [...new Set([...a.outputs, ...b.outputs])];
  return { ...a, decided: a.decided && b.decided, read: a.read === b.read ? a.read : '', outputs };
}
