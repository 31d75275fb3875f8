import { positionsIn } from '../../liquid/compile/diagnostics.ts';

/** Line and column of an offset in a file, each file's lines being counted once. */
export function placesIn(
  texts: (path: string) => string | undefined,
): (path: string, offset: number) => string | undefined {
  const known = new Map<string, ((offset: number) => { line: number; column: number }) | undefined>();
  return (path, offset) => {
    if (!known.has(path)) {
      const text = texts(path);
      known.set(path, text === undefined ? undefined : positionsIn(text));
    }
    const place = known.get(path)?.(offset);
    return place && `${place.line}:${place.column}`;
  };
}
