import { AssetNames } from '../../../../site/uses/assets.ts';

/** The pictures and files that a text names, in it or as a value above it: who publishes only it means them too. */
export function goesWith(text: string, files: Iterable<string>): string[] {
  const names = new AssetNames([...files].filter((path) => /^(?:assets|public)\//.test(path)));
  const values = [...text.matchAll(/^\s*(?:-\s+)?[\w-]+:\s+["']?(\S.*?)["']?\s*$/gm)].map(
    ([, value = '']) => value,
  );
  return [...new Set([...names.firstIn(text).keys(), ...values.flatMap((value) => names.called(value))])];
}
