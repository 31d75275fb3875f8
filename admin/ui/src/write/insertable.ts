import type { DocParam } from '../../../../liquid/compile/lint/doc.ts';

/** A partial that may be put into a text by who knows no Liquid, since its `doc` says `@insert`. */
export interface Insertable {
  readonly partial: string;
  /** What people call it: the words behind `@insert`, else its name. */
  readonly title: string;
  /** What else its `doc` says, in the lines that are no `@` lines. */
  readonly about: string;
}

const DOC = /\{%-?\s*doc\s*-?%\}([\s\S]*?)\{%-?\s*enddoc/g;

/** Undefined for a partial that does not offer itself. */
export function insertableOf(path: string, text: string): Insertable | undefined {
  const docs = [...text.matchAll(DOC)].map(([, doc = '']) => doc).join('\n');
  const found = /^[^\S\n]*@insert(?:[^\S\n]+(\S[^\n]*))?$/m.exec(docs);
  if (!found) return undefined;
  const partial = path.slice('partials/'.length).replace(/\.liquid$/, '');
  const lines = docs.split('\n').map((line) => line.trim().replace(/^@description\s+/, ''));
  return {
    partial,
    title: found[1]?.trim() || partial.replace(/[-_/]+/g, ' '),
    about: lines.filter((line) => line !== '' && !line.startsWith('@')).join(' '),
  };
}

/** How an argument is asked for. */
export type Asked = 'text' | 'number' | 'boolean' | 'picture' | 'expression';

export function askedOf({ type }: DocParam): Asked {
  if (/^(?:number|int(?:eger)?|float)$/i.test(type)) return 'number';
  if (/^bool(?:ean)?$/i.test(type)) return 'boolean';
  if (/^(?:image|picture|file)$/i.test(type)) return 'picture';
  return type === '' || /^(?:string|text|url|date|color)$/i.test(type) ? 'text' : 'expression';
}

/** What is wrong with an argument; '' where nothing is. */
export function problemOf(param: DocParam, given: string): string {
  const asked = askedOf(param);
  if (given.trim() === '') return param.required && asked !== 'boolean' ? 'Is required' : '';
  if (asked === 'number') return /^-?\d+(?:\.\d+)?$/.test(given.trim()) ? '' : 'Is not a number';
  if (/[%}]\}|\n/.test(given)) return 'May not have %}, }} or a line end in it';
  if (asked !== 'expression' && given.includes("'") && given.includes('"'))
    return 'May have \' or " in it, but not both';
  return '';
}

/** The tag that renders it with these arguments. */
export function renderTag(
  partial: string,
  params: readonly DocParam[],
  given: ReadonlyMap<string, string>,
): string {
  const written = params.flatMap((param) => {
    const text = given.get(param.name)?.trim() ?? '';
    return text === '' ? [] : [`, ${param.name}: ${argumentOf(param, text)}`];
  });
  return `{% render '${partial}'${written.join('')} %}`;
}

function argumentOf(param: DocParam, text: string): string {
  const asked = askedOf(param);
  if (asked === 'number' || asked === 'boolean' || asked === 'expression') return text;
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
