/** What tells a path from others of the same name: the folders that differ, `posts/index.liquid`; without any, the name. */
export function tabLabel(
  path: string,
  open: readonly string[],
): { readonly folder: string; readonly name: string } {
  const parts = path.split('/');
  const others = open.filter((other) => other !== path).map((other) => other.split('/'));
  const endsSame = (count: number) =>
    others.some((other) => parts.slice(-count).join('/') === other.slice(-count).join('/'));
  let count = 1;
  while (count < parts.length && endsSame(count)) count++;
  const folder = parts.slice(-count, -1).join('/');
  return { folder: folder === '' ? '' : `${folder}/`, name: parts.at(-1) ?? path };
}
