import { lib } from 'markdown-it/lib/common/utils.mjs';

/**
 * What markdown-it asks of the package `linkify-it` where only links with a scheme are links (`fuzzyLink` and `fuzzyEmail` are off), with the same
 * answers and a third of the bytes: the site Worker has this one (cli/pack/smaller.ts). The patterns are those of the package.
 */

/** Unicode's general categories, as patterns. */
const { Any, Cc, P, Z } = lib.ucmicro as Readonly<Record<'Any' | 'Cc' | 'P' | 'Z', RegExp>>; // its types leave them out

/** White space and control characters; with punctuation. */
const SPACE = `${Z.source}|${Cc.source}`;
const BREAK = `${Z.source}|${P.source}|${Cc.source}`;
const SEPARATOR = '[><\uff5c]';
/** What words are made of. */
const LETTER = `(?:(?!${SEPARATOR}|${BREAK})${Any.source})`;
const PUNY = 'xn--[a-z0-9\\-]{1,59}';

const AUTH = `(?:(?:(?!${SPACE}|[@/\\[\\]()]).){1,50}@)?`;
const PORT = '(?::(?:6(?:[0-4]\\d{3}|5(?:[0-4]\\d{2}|5(?:[0-2]\\d|3[0-5])))|[1-5]?\\d{1,4}))?';
const DOMAIN = `(?:${PUNY}|(?:${LETTER})|(?:${LETTER}(?:-|${LETTER}){0,61}${LETTER}))`;
const HOST = `(?:(?:(?:(?:${DOMAIN})\\.)*${DOMAIN}))`;
const HOST_END = `(?=$|${SEPARATOR}|${BREAK})(?!-|_|:\\d|\\.-|\\.(?!$|${BREAK}))`;

/** Pairs of brackets and quotes may hold what ends a path elsewhere. */
const PATH = `(?:[/?#](?:${[
  `(?!${SPACE}|${SEPARATOR}|[()[\\]{}.,"'?!\\-;]).`,
  `\\[(?:(?!${SPACE}|\\]).)*\\]`,
  `\\((?:(?!${SPACE}|[)]).)*\\)`,
  `\\{(?:(?!${SPACE}|[}]).)*\\}`,
  `\\"(?:(?!${SPACE}|["]).)+\\"`,
  `\\'(?:(?!${SPACE}|[']).)+\\'`,
  `\\'(?=${LETTER}|[-])`,
  '\\.{2,}[a-zA-Z0-9%/&]',
  `\\.(?!${SPACE}|[.]|$)`,
  '\\-+',
  `,(?!${SPACE}|$)`,
  `;(?!${SPACE}|$)`,
  `\\!+(?!${SPACE}|[!]|$)`,
  `\\?(?!${SPACE}|[?]|$)`,
].join('|')})+|\\/)?`;

const MAILBOX = '[\\-;:&=\\+\\$,\\.a-zA-Z0-9_][\\-;:&=\\+\\$,\\"\\.a-zA-Z0-9_]{0,63}';

/** A pattern that is compiled when it is first needed. */
const late = (source: () => string, flags = 'i'): (() => RegExp) => {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(source(), flags);
    return made;
  };
};

const http = late(() => `^\\/\\/${AUTH}${HOST}${PORT}${HOST_END}${PATH}`);
const mail = late(() => `^${MAILBOX}@${HOST}${HOST_END}`);
/** Without a scheme, a host has a dot, or is this machine. */
const plain = late(
  () => `^${AUTH}(?:localhost|(?:(?:${DOMAIN})\\.)+(?:${PUNY}|${LETTER}{1,63}))${PORT}${HOST_END}${PATH}`,
);

const SCHEME = `(^|(?!_)(?:[><\uff5c]|${BREAK}))(http:|https:|ftp:|\\/\\/|mailto:)`;
/** The endings of hosts that the package knows without a scheme too. */
const ENDINGS =
  'biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф|' +
  'a[cdefgilmnoqrstuwxz]|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[cegrstu]|f[ijkmor]|g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdeghklmnopqrstuvwxyz]|n[acefgilopruz]|om|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghijklmnortuvxyz]|t[cdfghjklmnortvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw]';
/** What a paragraph has that is looked at for links: what may be one without a scheme, too. */
const any = late(
  () => `${SCHEME}|localhost|www\\.|\\.\\d{1,3}\\.|(?:\\.(?:${ENDINGS}|${PUNY})(?:${BREAK}|>|$))|@`,
);
const schemes = late(() => SCHEME, 'ig');
const schemeFirst = late(() => `^${SCHEME}`);

/** A link in a text. */
interface Match {
  readonly schema: string;
  readonly index: number;
  readonly lastIndex: number;
  readonly raw: string;
  readonly text: string;
  readonly url: string;
}

/** How long what follows a scheme is; 0 when that makes no link. */
function tailAt(text: string, name: string, at: number): number {
  if (name === '//' && (text[at - 3] === ':' || text[at - 3] === '/')) return 0;
  const pattern = name === '//' ? plain() : name.toLowerCase() === 'mailto:' ? mail() : http();
  return pattern.exec(text.slice(at))?.[0].length ?? 0;
}

/** The link of a match of `SCHEME`. */
function linkOf(
  text: string,
  [whole, before = '', name = '']: RegExpExecArray,
  end: number,
): Match | undefined {
  const length = tailAt(text, name, end);
  if (length === 0) return undefined;
  const index = end - whole.length + before.length;
  const raw = text.slice(index, end + length);
  return { schema: name.toLowerCase(), index, lastIndex: end + length, raw, text: raw, url: raw };
}

export default class Linkify {
  /** Takes no options but those that it has. */
  set(): this {
    return this;
  }

  pretest(text: string): boolean {
    return any().test(text);
  }

  test(text: string): boolean {
    return this.match(text) !== null;
  }

  match(text: string): Match[] | null {
    const links: Match[] = [];
    const pattern = schemes();
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      const link = linkOf(text, found, pattern.lastIndex);
      if (link && link.index >= (links.at(-1)?.lastIndex ?? 0)) links.push(link);
    }
    return links.length > 0 ? links : null;
  }

  /** The link that a text begins with. */
  matchAtStart(text: string): Match | null {
    const found = schemeFirst().exec(text);
    return (found && linkOf(text, found, found[0].length)) ?? null;
  }
}
