/**
 * Who else has a file open, in a sentence; '' where nobody has. `names` are of all who have it open, this page among them; `own` is
 * whose page this is.
 */
export function othersSaid(names: readonly string[], own: string): string {
  const here = names.indexOf(own);
  const others = new Set(names.filter((_, index) => index !== here));
  const isTwice = others.delete(own);
  const said = [...others, ...(isTwice ? ['you, in another window,'] : [])];
  const last = said.pop();
  if (last === undefined) return '';
  const who = said.length === 0 ? last : `${said.join(', ')} and ${last}`;
  const verb = said.length > 0 || isTwice ? 'have' : 'has';
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${verb} this file open`;
}
