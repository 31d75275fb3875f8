/** How much of the most a count is, from 0 to 4: each step is about a third of the one above, as costs differ by orders. */
export function heat(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.max(0, Math.round(4 + Math.log(Math.min(count, most) / most) / Math.log(3)));
}
