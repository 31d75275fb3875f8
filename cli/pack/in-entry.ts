import type { OutputChunk } from 'rolldown';

/** What the bundler made of one module. */
export type Chunk = Pick<OutputChunk, 'fileName' | 'code' | 'modules'>;

/** Where the entry puts what other modules take of it. */
const SHARED = 'globalThis.meniscus';

/**
 * Puts the first module into the entry, which the bundler has hand on what the first module exports: what a Worker's entry exports is an entrypoint
 * of the Worker, so the entry may export nothing for other modules. They take what they share from the global object, which has it before the first
 * `import()`. It is a list, as V8 makes an object of as many members with a hidden class for each.
 */
export function inEntry(chunks: readonly Chunk[], entry: string): readonly Chunk[] {
  const stub = chunks.find(({ fileName }) => fileName === entry);
  const [, handed, name] = /^export\{([^}]*)\}from"\.\/([^"]+)";\s*$/.exec(stub?.code ?? '') ?? [];
  const first = chunks.find(({ fileName }) => fileName === name);
  const [exports, exported = ''] = /export\{([^}]*)\};\s*$/.exec(first?.code ?? '') ?? [];
  if (!first || exports === undefined || handed === undefined) return chunks;
  const others = chunks.filter((chunk) => chunk !== stub && chunk !== first);
  const local = new Map(renamed(exported).map(([inside, outside]) => [outside, inside]));
  const places = new Map<string, number>();
  const placeOf = (outside: string): number => {
    if (!places.has(outside)) places.set(outside, places.size);
    return places.get(outside) ?? 0;
  };
  const taking = others.map((chunk) => ({ ...chunk, code: taken(chunk.code, first.fileName, placeOf) }));
  const list = [...places.keys()].map((outside) => local.get(outside));
  const entrypoints = renamed(handed).map(([inside, outside]) => `${local.get(inside)} as ${outside}`);
  const code = `${first.code.slice(0, first.code.lastIndexOf(exports))}${SHARED}=[${list}];export{${entrypoints}};\n`;
  return [{ ...first, fileName: entry, code }, ...taking];
}

/** A module that takes what it imported of another from the list. */
function taken(code: string, from: string, placeOf: (name: string) => number): string {
  const imports = /import(?:\{([^}]*)\}from)?"\.\/([^"]+)";/g;
  return code.replace(imports, (whole, names: string | undefined, name: string) => {
    if (name !== from) return whole;
    if (names === undefined) return '';
    const constants = renamed(names).map(([outside, inside]) => `${placeOf(outside)}:${inside}`);
    return `const{${constants}}=${SHARED};`;
  });
}

/** `a as b, c` as pairs. */
const renamed = (list: string): [name: string, as: string][] =>
  list.split(',').map((each) => {
    const [name = '', as = name] = each.trim().split(/\s+as\s+/);
    return [name, as];
  });
