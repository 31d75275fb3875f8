/** Rouge's class for each of Lezer's; the first that is here counts. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['tok-keyword', 'k'],
  ['tok-atom', 'kc'],
  ['tok-bool', 'kc'],
  ['tok-comment', 'c1'],
  ['tok-string2', 's2'],
  ['tok-string', 's'],
  ['tok-url', 's'],
  ['tok-number', 'mi'],
  ['tok-operator', 'o'],
  ['tok-punctuation', 'p'],
  ['tok-typeName', 'nt'],
  ['tok-className', 'nc'],
  ['tok-propertyName', 'na'],
  ['tok-variableName', 'nx'],
  ['tok-variableName2', 'nv'],
  ['tok-namespace', 'nn'],
  ['tok-labelName', 'nl'],
  ['tok-macroName', 'nf'],
  ['tok-meta', 'cp'],
  ['tok-heading', 'gh'],
  ['tok-emphasis', 'ge'],
  ['tok-strong', 'gs'],
  ['tok-inserted', 'gi'],
  ['tok-deleted', 'gd'],
  ['tok-literal', 'l'],
  ['tok-link', 'nl'],
  ['tok-invalid', 'err'],
]);

/** The class that Rouge has for code, which style sheets made for it name; undefined where it has none. */
export function rougeClass(classes: string): string | undefined {
  for (const name of classes.split(' ')) {
    const found = CLASSES.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
