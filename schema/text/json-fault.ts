/**
 * How deep lists and objects may nest in each other: further than any page can read, and no stack is at its end yet,
 * neither that of a copy from one Worker to another.
 */
export const JSON_DEPTH = 500;

export const NO_NAME =
  'The name __proto__ is not taken: JavaScript reads more than a name in it. Use another name';

/**
 * What is wrong with a parsed value, as a message: nested too deep, or a key `__proto__`. In a loop, so that no value is
 * too deep for it.
 */
export function faultOf(value: unknown): string | undefined {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > JSON_DEPTH + 1) return `This nests deeper than ${JSON_DEPTH} levels`;
    const below: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      if (!Array.isArray(each) && Object.hasOwn(each, '__proto__')) return NO_NAME;
      for (const inner of Object.values(each)) if (typeof inner === 'object') below.push(inner);
    }
    level = below;
  }
  return undefined;
}

/** For a schema of names: tokens, headers, cookies. `constructor`, `valueOf` and the like are names as any. */
export const isName = (name: string): boolean => name !== '__proto__';
