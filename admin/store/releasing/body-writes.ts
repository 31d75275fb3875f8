import { log } from '../../../release/log.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { KEYS } from '../../../schema/keys.ts';
import { LIMITS } from '../../../schema/limits.ts';
import { isBodies } from '../../../schema/made/keys.ts';
import { START } from '../../../site/check/finding.ts';
import type { BodiesPack, BodiesStore } from '../../check/made/packing.ts';
import type { Meta } from '../tables/meta.ts';
import type { Pending, PendingPack } from '../tables/pending.ts';
import type { Stored, StoredValue } from '../tables/stored.ts';
import { inFlight } from './in-flight.ts';

const DAY = 86_400_000;

/** PUBLISH_WRITES: how many packs of bodies a day's publishes may write. What it can't be is logged, and is as if it were not there. */
export function readBodyWrites(given: string | undefined): number {
  if (given === undefined || given === '') return LIMITS.bodyWrites;
  if (given === 'all') return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(given)) return Number(given);
  log('error', {
    at: 'config',
    message: `PUBLISH_WRITES is "${given}": it is a number of writes to Workers KV a day, or all`,
  });
  return LIMITS.bodyWrites;
}

/** The writes to KV that packs of bodies may take on a day, which is one in UTC as the platform counts. */
export class BodyWrites {
  readonly #meta: Meta;
  readonly #now: () => number;
  readonly ofDay: number;

  constructor(meta: Meta, ofDay: number, now: () => number) {
    this.#meta = meta;
    this.#now = now;
    this.ofDay = ofDay;
  }

  get left(): number {
    return Math.max(0, this.ofDay - this.#used());
  }

  /** Call it when they are in KV. */
  spend(writes: number): void {
    this.#meta.set('body_writes', `${this.#day()} ${this.#used() + writes}`);
  }

  #used(): number {
    const [day, used] = (this.#meta.text('body_writes') ?? '').split(' ');
    return Number(day) === this.#day() ? Number(used) : 0;
  }

  #day(): number {
    return Math.floor(this.#now() / DAY);
  }
}

/** Where packs of bodies are kept until they are in KV. Nothing is kept for a release that is not being checked any more. */
export function bodiesStore(
  { stored, pending }: { readonly stored: Stored; readonly pending: Pending },
  isStill: () => boolean,
): BodiesStore {
  // Many pages are in one pack, and nothing is swept while a release is being published.
  const known = new Map<string, boolean>();
  return {
    generation: (hash) => stored.generation(hash),
    isStored: (name) => {
      const is = known.get(name) ?? stored.has(name);
      known.set(name, is);
      return is;
    },
    keep: (pack: BodiesPack) => {
      if (isStill()) pending.add(pack);
    },
    aside: {
      put: (name, text) => {
        if (isStill()) pending.putAside(name, text);
      },
      // After it was cancelled, what is there is another release's.
      get: (name) => (isStill() ? pending.aside(name) : undefined),
      clear: () => {
        if (isStill()) pending.clearAside();
      },
    },
  };
}

/** Tells of pages that are rendered at the edge though they need not be. */
export function atTheEdge(
  { all, left }: { readonly all: number; readonly left: number },
  ofDay: number,
): Diagnostic[] {
  if (left === 0 || ofDay === 0) return [];
  const message = `${left} of ${all} pages that are the same for all visitors are rendered at the edge: ${ofDay} packs of pages are written on a day (PUBLISH_WRITES). The next publish goes on`;
  return [{ severity: 'info', code: 'made_at_edge', message, start: START, end: START }];
}

interface WriteParts {
  readonly storage: DurableObjectStorage;
  readonly kv: () => KVNamespace;
  readonly stored: Stored;
  readonly meta: Meta;
  readonly bodyWrites: number;
  readonly now: () => number;
}

/** Writes at a time. */
const IN_FLIGHT = 6;
/** Writes that are noted together, where there are many. Of few, each is a step forward, however soon the object is reset. */
const NOTED = { together: 8, many: 50 };

/** Writes packs that wait to KV, bodies after all others. Rejects with the first failure; what was written does not wait any more. */
export async function writePacks(
  parts: WriteParts,
  pending: Pending,
  packs: readonly PendingPack[],
): Promise<void> {
  const bodies = packs.filter(({ name }) => isBodies(name));
  for (const some of [packs.filter(({ name }) => !isBodies(name)), bodies]) {
    const written: StoredValue[] = [];
    const together = some.length < NOTED.many ? 1 : NOTED.together;
    const note = () => noteWritten(parts, pending, written.splice(0));
    await inFlight(some, IN_FLIGHT, async (pack) => {
      const text = await pending.text(pack);
      await parts.kv().put(KEYS.pack(pack.name), text);
      written.push({ ...pack, size: text.length });
      if (written.length >= together) note();
    }).finally(note);
  }
}

function noteWritten(
  { storage, stored, meta, bodyWrites, now }: WriteParts,
  pending: Pending,
  packs: readonly StoredValue[],
): void {
  if (packs.length === 0) return;
  storage.transactionSync(() => {
    for (const { name, hash, size } of packs) {
      stored.add(name, 'pack', hash, size);
      pending.drop(name);
    }
    // The day on which they are written may be another than that on which they were made.
    const bodies = packs.filter(({ name }) => isBodies(name)).length;
    if (bodies > 0) new BodyWrites(meta, bodyWrites, now).spend(bodies);
  });
}
