import type { Facts } from '../analyse.ts';

/** `@param {type} name - what it is` or, when it may be left out, `@param {type} [name]`. */
export interface DocParam {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly about: string;
}

const PARAM =
  /^[^\S\n]*@param[^\S\n]+(?:\{([^}\n]*)\}[^\S\n]*)?(\[?)([\w-]+)\]?[^\S\n]*(?:-[^\S\n]*)?([^\n]*)$/gm;

/** The parameters that a template's `doc` tags state; undefined when it has no `doc` tag. */
export function docParams(facts: Facts): readonly DocParam[] | undefined {
  if (facts.docs.length === 0) return undefined;
  return facts.docs.flatMap(({ text }) =>
    [...text.matchAll(PARAM)].map(([, type = '', bracket, name = '', about = '']) => ({
      name,
      required: bracket === '',
      type,
      about: about.trim(),
    })),
  );
}
