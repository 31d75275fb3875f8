import { planPage } from '../../../release/plan.ts';
import { readsOf } from '../../../release/reads-of.ts';
import { utf8Length } from '../../../schema/text/utf8.ts';
import type { Assembled } from '../assembled.ts';

/** What a page costs, as given. */
export interface PageReport {
  readonly route: string;
  readonly page: string;
  readonly operations: number;
  readonly bytes: number;
  /** Values that a cold isolate reads from Workers KV for it. */
  readonly values: number;
  /** What makes it differ between requests. */
  readonly reads: readonly string[];
}

/** What pages cost, which is asked for at each of their addresses. */
export class Measures {
  readonly #site: Assembled;
  readonly #values = new Map<string, number>();
  #last = { body: '', bytes: 0 };

  constructor(site: Assembled) {
    this.#site = site;
  }

  /** What a page costs that took so much. */
  report(
    { route, page }: Pick<PageReport, 'route' | 'page'>,
    { operations, bytes, reads }: Pick<PageReport, 'operations' | 'bytes' | 'reads'>,
  ): PageReport {
    return { route, page, operations, bytes, values: this.#valuesOf(page), reads };
  }

  /** Values that a cold isolate reads from Workers KV for a page. */
  #valuesOf(page: string): number {
    const known = this.#values.get(page);
    if (known !== undefined) return known;
    const plan = planPage(this.#site.store, this.#site.manifest, page);
    const values = 1 + new Set(plan?.entries.map(({ at }) => at[0]).filter((pack) => pack > 0)).size;
    this.#values.set(page, values);
    return values;
  }

  /** Of a body in UTF-8. The one that was asked for last is not measured again. */
  bytes(body: string): number {
    if (this.#last.body !== body) this.#last = { body, bytes: utf8Length(body) };
    return this.#last.bytes;
  }
}

/** What makes a page differ between requests: most read nothing of it. */
export const readsIn = (flags: number): string[] => (flags === 0 ? [] : readsOf(flags));
