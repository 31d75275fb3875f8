/** Throws unless a Worker's page is the wanted one, but for how an escaped character is spelled. */
export function samePage(name: string, got: string, wanted: string): void {
  const page = got.replaceAll('&#34;', '&quot;').replaceAll('&#x27;', '&#39;').replaceAll('&#x2f;', '/');
  if (page.trimEnd() === wanted.trimEnd()) return;
  const at = [...page].findIndex((character, index) => character !== wanted[index]);
  const near = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));
  throw new Error(`${name} differs at ${at}: ${near(page)}, wanted ${near(wanted)}`);
}
