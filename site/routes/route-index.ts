import type { RouteRecord } from '../../schema/manifest.ts';
import type { RouteIndex } from './match.ts';

/** Routes that are no release yet, searched as a release's are. */
export class Routes implements RouteIndex {
  readonly #records: ReadonlyMap<string, RouteRecord>;
  readonly #keys: readonly string[];

  constructor(records: ReadonlyMap<string, RouteRecord>) {
    this.#records = records;
    this.#keys = [...records.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  record<T>(key: string): T | undefined {
    return this.#records.get(key) as T | undefined; // only ever asked for a RouteRecord, as by the manifest
  }

  hasPrefix(prefix: string): boolean {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return this.#keys[low]?.startsWith(prefix) ?? false;
  }
}
