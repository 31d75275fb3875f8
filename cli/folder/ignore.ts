import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = '.meniscusignore';

interface Rule {
  readonly pattern: RegExp;
  readonly keeps: boolean;
}

/** Tells what .meniscusignore leaves out: lines as in .gitignore. */
export function readIgnore(folder: string): (path: string) => boolean {
  const path = join(folder, NAME);
  return existsSync(path) ? ignoring(readFileSync(path, 'utf8')) : () => false;
}

/** The same for a text: `*` within a name, `**` across folders, `/` at the end for a folder, `!` takes back. The last line that fits decides. */
export function ignoring(text: string): (path: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    const rule = line.trim();
    return rule === '' || rule.startsWith('#') ? [] : [ruleOf(rule)];
  });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.keeps === false;
}

function ruleOf(line: string): Rule {
  const keeps = line.startsWith('!');
  const given = keeps ? line.slice(1) : line;
  const bare = given.replace(/^\/|\/$/g, '');
  // A slash before the end ties a pattern to the top, as in git.
  const anchored = given.startsWith('/') || bare.includes('/');
  const end = given.endsWith('/') ? '/' : '(?:/|$)';
  return { keeps, pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globOf(bare)}${end}`, 'u') };
}

function globOf(glob: string): string {
  return glob.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/gu, (found) => {
    if (found === '**/') return '(?:.*/)?';
    if (found === '**') return '.*';
    if (found === '*') return '[^/]*';
    return found === '?' ? '[^/]' : `\\${found}`;
  });
}
