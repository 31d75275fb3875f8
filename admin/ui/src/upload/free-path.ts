import { files } from '../session/site.ts';

/** The path below a folder that no file has, nor one of `taken`: cameras call every picture alike. */
export function freePath(folder: string, name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const path = `${folder}${n === 1 ? stem : `${stem}-${n}`}${ending}`;
    if (!files.value.has(path) && !taken.has(path)) return path;
  }
}
