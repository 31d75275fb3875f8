/** An entry with the number that it is sorted by. */
export interface Ordered {
  readonly path: string;
  /** Null where it has none: it comes behind those that have one. */
  readonly order: number | null;
}

/** The room between two numbers that have entries around them on one side only. */
const STEP = 10;

/**
 * The numbers to write so that the entry at `from` comes to be at `to`: its own, and of as few others as it takes. `down`: the
 * largest number comes first.
 */
export function newOrders(
  rows: readonly Ordered[],
  from: number,
  to: number,
  down = false,
): ReadonlyMap<string, number> {
  const last = rows.length - 1;
  if (down) return newOrders([...rows].reverse(), last - from, last - to);
  const list = movedTo(rows, from, to);
  const orders = list.map(({ order }) => order);
  orders[to] = null;
  const { first, end } = roomAround(orders, to);
  const numbers = numbersBetween(
    orders[first - 1] ?? undefined,
    orders[end + 1] ?? undefined,
    end - first + 1,
  );
  return new Map(
    numbers.flatMap((number, at) => {
      const row = list[first + at];
      return row && row.order !== number ? [[row.path, number] as const] : [];
    }),
  );
}

/** The items with one of them elsewhere. */
export function movedTo<T>(items: readonly T[], from: number, to: number): T[] {
  const list = [...items];
  list.splice(to, 0, ...list.splice(from, 1));
  return list;
}

/** The entries that get new numbers: from the first without one, until there is room between those around. */
function roomAround(orders: readonly (number | null)[], to: number): { first: number; end: number } {
  let first = orders.indexOf(null);
  let end = to;
  const hasRoom = () => {
    const [low, high] = [orders[first - 1] ?? undefined, orders[end + 1] ?? undefined];
    return low === undefined || high === undefined || high - low >= end - first + 2;
  };
  for (let turn = 0; !hasRoom(); turn++) {
    // Both sides in turn: the nearer room is found first.
    if (turn % 2 === 0) end++;
    else first--;
  }
  return { first: Math.min(first, to), end };
}

function numbersBetween(low: number | undefined, high: number | undefined, count: number): number[] {
  const step =
    low === undefined || high === undefined ? STEP : Math.min(STEP, Math.floor((high - low) / (count + 1)));
  const start = low ?? (high === undefined ? 0 : high - STEP * (count + 1));
  return Array.from({ length: count }, (_, at) => start + step * (at + 1));
}
