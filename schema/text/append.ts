/** Puts items behind a list. As arguments of `push`, of which a call takes about 100,000, they would be too many in a long text. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
