import { AssetNames } from '../../../../site/uses/assets.ts';
import { wholeOf } from '../../../../site/uses/versions.ts';

/** The pictures and files that a text names, in it or as a value above it, with smaller versions of them: who publishes only it means them too. */
export function goesWith(text: string, files: Iterable<string>): string[] {
  const all = [...files].filter((path) => /^(?:assets|public)\//.test(path));
  const names = new AssetNames(all);
  const values = [...text.matchAll(/^\s*(?:-\s+)?[\w-]+:\s+["']?(\S.*?)["']?\s*$/gm)].map(
    ([, value = '']) => value,
  );
  const named = new Set([...names.firstIn(text).keys(), ...values.flatMap((value) => names.called(value))]);
  return [...named, ...all.filter((path) => !named.has(path) && wholeOf(path, named) !== undefined)];
}
