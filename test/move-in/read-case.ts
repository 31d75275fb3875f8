import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'cases');
const MARK = /^#### (becomes|jekyll)\n/m;

type Files = Readonly<Record<string, string>>;

/**
 * A case is one text of three parts: the old site; behind `#### becomes` the new one and its report; behind `#### jekyll` what Jekyll
 * 4.3.1 builds of the old one, where it can. Each file begins with a line `==> path`.
 */
export interface MoveCase {
  readonly name: string;
  readonly path: string;
  readonly kind: 'jekyll' | 'html' | 'meniscus';
  /** Of plain HTML in `layout/`: moved with the option of that name. */
  readonly layout: boolean;
  readonly text: string;
  readonly source: Files;
  readonly becomes: string;
  /** Empty where Jekyll builds nothing of it. */
  readonly built: Files;
}

/** All cases: those of Jekyll, and in folders those of other kinds. */
export function moveCases(): MoveCase[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map(readCase);
}

function readCase(file: string): MoveCase {
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');
  const [source = '', ...parts] = text.split(MARK);
  const part = (name: string) => parts[parts.indexOf(name) + 1] ?? '';
  const kind = /^(html|meniscus)\//.exec(file)?.[1];
  return {
    name: file.replace('.txt', ''),
    path,
    kind: kind === 'html' || kind === 'meniscus' ? kind : 'jekyll',
    layout: file.startsWith('html/layout/'),
    text,
    source: filesIn(source),
    becomes: parts.includes('becomes') ? part('becomes') : '',
    built: parts.includes('jekyll') ? filesIn(part('jekyll')) : {},
  };
}

function filesIn(text: string): Files {
  const parts = text.split(/^==> (.+)\n/m).slice(1);
  return Object.fromEntries(
    Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at] ?? '', parts[2 * at + 1] ?? '']),
  );
}
