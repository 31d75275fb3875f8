/** Does work that has pauses without one. */
export function inOneGo<T>(work: Generator<void, T>): T {
  for (let next = work.next(); ; next = work.next()) if (next.done) return next.value;
}
