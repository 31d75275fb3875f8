import type { DocParam } from '../../../../../liquid/compile/lint/doc.ts';

/** A call of a partial that the cursor is in, where the name of an argument may come next. */
export interface ArgumentPlace {
  readonly partial: string;
  /** What is typed of the name. */
  readonly typed: string;
  /** Names of arguments in front of it. */
  readonly given: readonly string[];
}

const CALL = /(?:^|\s)(?:render|include)\s+(?:"([^"\n]+)"|'([^'\n]+)')([\s\S]*)$/;
const LINE = /(?:^|\n)\s*(?:render|include)\s+(?:"([^"\n]+)"|'([^'\n]+)')([^\n]*)$/;

/** Which argument of which partial may be named at the end of a tag's text; undefined where none may. */
export function argumentAt(tag: string): ArgumentPlace | undefined {
  const isLiquid = /^-?\s*liquid\b/.test(tag);
  const [, double, single, rest = ''] = (isLiquid ? LINE : CALL).exec(tag) ?? [];
  const partial = double ?? single;
  const plain = rest.replaceAll(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length));
  const next = /,\s*([a-z_][\w-]*|)$/i.exec(plain);
  if (partial === undefined || !next || /["'|]/.test(plain)) return undefined;
  const given = [...plain.matchAll(/(?:^|[,\s])([\w-]+)\s*:/g)].map(([, name = '']) => name);
  return { partial, typed: next[1] ?? '', given };
}

/** What a parameter is, in a line: `text, required: The heading`. */
export function paramText({ type, required, about }: DocParam): string {
  const head = [...(type === '' ? [] : [type]), required ? 'required' : 'may be left out'].join(', ');
  return about === '' ? head : `${head}: ${about}`;
}
