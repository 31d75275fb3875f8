import type { Compared, Hunk } from '../../schema/api/compare.ts';
import type { Assembled } from './assembled.ts';
import { explain } from './explain.ts';
import type { LiquidjsRenderer } from './liquidjs.ts';
import { operationsOf, type RenderInput, type RenderOutcome, tryRender } from './render-page.ts';

/** Differences of one page that are listed. */
const HUNKS = 20;

/** A page rendered with both engines: first with ours, in one go, then with the other, which lets others have their turn. */
export class Comparison {
  readonly #site: Assembled;
  readonly #input: RenderInput;
  #outcome: RenderOutcome | undefined;

  constructor(site: Assembled, input: RenderInput) {
    this.#site = site;
    this.#input = input;
  }

  /** Renders with ours; gives the operations that it took. */
  async ours(): Promise<number> {
    this.#outcome = await tryRender(this.#site, this.#input);
    return operationsOf(this.#outcome);
  }

  /** Renders with the other and returns where they differ. Undefined where there is nothing to compare. */
  async with(liquidjs: LiquidjsRenderer, source: string): Promise<Compared | undefined> {
    const outcome = this.#outcome;
    if (!outcome || 'notFound' in outcome) return undefined;
    const where = { page: this.#input.page, url: this.#input.url.pathname + this.#input.url.search };
    if ('failed' in outcome && outcome.failed.code.startsWith('budget_'))
      return { ...where, same: false, error: { ours: outcome.failed.message }, differences: [] };
    const theirs = await liquidjs.render(this.#input);
    const error = {
      ...('failed' in outcome && { ours: outcome.failed.message }),
      ...('error' in theirs && { theirs: theirs.error }),
    };
    if ('failed' in outcome || 'error' in theirs) {
      const both = 'failed' in outcome && 'error' in theirs;
      return { ...where, same: both, error, differences: [] };
    }
    const differences = hunks(outcome.rendered.body, theirs.body).map((hunk) => ({
      ...hunk,
      rule: explain(hunk, source),
    }));
    return { ...where, same: differences.length === 0, differences };
  }
}

/** Runs of lines that differ. */
export function hunks(ours: string, theirs: string): Omit<Hunk, 'rule'>[] {
  if (ours === theirs) return [];
  const a = ours.split('\n');
  const b = theirs.split('\n');
  const found: Omit<Hunk, 'rule'>[] = [];
  for (let x = 0, y = 0; (x < a.length || y < b.length) && found.length < HUNKS; ) {
    if (x < a.length && a[x] === b[y]) {
      x++;
      y++;
      continue;
    }
    const [nextX, nextY] = meet(a, b, x, y);
    found.push({ line: x + 1, ours: a.slice(x, nextX).join('\n'), theirs: b.slice(y, nextY).join('\n') });
    x = nextX;
    y = nextY;
  }
  return found;
}

/** Lines looked ahead for a place where both are the same again. */
const AHEAD = 50;

/** The nearest place after (x, y) where both go on alike. */
function meet(a: readonly string[], b: readonly string[], x: number, y: number): [number, number] {
  for (let skipped = 1; skipped <= AHEAD; skipped++)
    for (let inA = 0; inA <= skipped; inA++) {
      const [atX, atY] = [x + inA, y + skipped - inA];
      if (atX < a.length && atY < b.length && a[atX] === b[atY]) return [atX, atY];
    }
  return [a.length, b.length];
}
