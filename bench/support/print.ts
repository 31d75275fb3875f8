/** A table of milliseconds: a row an engine, a column a fixture, and how many times faster than liquidjs. */
export function printTable(times: Readonly<Record<string, Readonly<Record<string, number>>>>): void {
  const fixtures = Object.keys(times);
  const engines = Object.keys(times[fixtures[0] ?? ''] ?? {});
  console.log(['ms a page'.padEnd(18), ...fixtures.map((name) => name.padStart(20))].join(''));
  for (const engine of engines) {
    const cells = fixtures.map((name) => cell(times[name]?.[engine], times[name]?.liquidjs));
    console.log([engine.padEnd(18), ...cells].join(''));
  }
}

function cell(time = Number.NaN, slowest = Number.NaN): string {
  return `${time.toFixed(4)} (${(slowest / time).toFixed(1)}x)`.padStart(20);
}

/** To two decimals. */
export const round = (value: number): number => Math.round(value * 100) / 100;
