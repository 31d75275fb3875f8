/** Characters that two texts begin with alike: never half of one. */
export const sharedStart = (a: string, b: string): number => alike(a, b, (text, n) => text[n]);

/** The same of their ends. */
export const sharedEnd = (a: string, b: string): number =>
  alike(a, b, (text, n) => text[text.length - 1 - n]);

function alike(a: string, b: string, at: (text: string, n: number) => string | undefined): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && at(a, n) === at(b, n)) n++;
  while (n > 0 && /[\ud800-\udfff]/.test(at(a, n - 1) ?? '')) n--;
  return n;
}
