import { link, type Template } from '../../../liquid/run/link.ts';
import { log } from '../../../release/log.ts';
import { messageOf } from '../../../schema/message-of.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { madeOnce } from '../../../site/made-once.ts';
import type { Residual } from '../../../site/release/residuals.ts';
import type { Assembled } from '../assembled.ts';
import { isFixed } from '../ready-pages.ts';
import {
  FIXED,
  operationsOf,
  type RenderInput,
  type RenderOutcome,
  tryRender,
  workOf,
} from '../render-page.ts';
import type { Subject } from '../runs.ts';
import { residualOf } from './evaluate.ts';

/** A residual program is as large as what it is made of and a half, or it is small and takes half of the operations. */
const LARGER = 1.5;
const SMALL = 32 * 1024;

/** Addresses of one page at which what is left of it is compared. */
const LOOKED = 8;

/** By page. */
const firstIn = madeOnce((known: KnownList) => {
  const at = new Map<string, Set<string>>();
  for (const each of known) {
    const first = at.get(each.page);
    if (!first) at.set(each.page, new Set([each.path]));
    else if (first.size < LOOKED) first.add(each.path);
  }
  return at;
});

interface Candidate extends Residual {
  readonly template: Template;
  readonly units: number;
}

/**
 * What is left of pages that differ from request to request. Each is compared with its page wherever the gate renders that: one that makes another
 * page is given up.
 */
export class Residuals {
  readonly #site: Assembled;
  readonly #found = new Map<string, Candidate | undefined>();

  /** The first known addresses of each page: the same ones, whichever of them are rendered. */
  readonly #at: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(site: Assembled, known: KnownList) {
    this.#site = site;
    this.#at = firstIn(known);
  }

  /** By the paths of pages. */
  get all(): ReadonlyMap<string, Residual> {
    const kept = [...this.#found].flatMap(([path, found]) => (found ? [[path, found] as const] : []));
    return new Map(kept);
  }

  /** Whether `compare` has something to do: of known addresses, only the first few of a page. */
  looksAt({ status, known }: Pick<Subject, 'status' | 'known'>): boolean {
    return status === 200 && (known === undefined || this.#at.get(known.page)?.has(known.path) === true);
  }

  /**
   * Renders what is left of a page for the same visit. Of a page whose addresses follow from entries or lists, only some are looked at. Without
   * `outcome`, the page is rendered too. Returns what that took, in operations.
   */
  async compare(
    subject: Pick<Subject, 'page' | 'pattern' | 'status' | 'fetched' | 'known'>,
    input: RenderInput,
    outcome?: RenderOutcome,
  ): Promise<number> {
    const { page } = subject;
    if (!this.looksAt(subject)) return 0;
    const wanted = outcome ?? (await tryRender(this.#site, input));
    const isReady = isFixed(subject, wanted) && wanted.record.paginate === undefined;
    if (!('rendered' in wanted) || (isReady && !this.#found.has(page))) return FIXED;
    const found = this.#found.has(page) ? this.#found.get(page) : await this.#make(page);
    this.#found.set(page, found);
    if (!found) return operationsOf(wanted);
    const made = await tryRender(this.#site, { ...input, profile: false, residual: found.template });
    if (!isSame(wanted, made) || !pays(found, operationsOf(wanted), operationsOf(made)))
      this.#found.set(page, undefined);
    return workOf(this.#site, made) + operationsOf(wanted);
  }

  async #make(path: string): Promise<Candidate | undefined> {
    try {
      const found = await residualOf(this.#site, path);
      if (!found) return undefined;
      const text = JSON.stringify(found.partial.program);
      return { text, needs: found.needs, units: found.units, template: link(JSON.parse(text)) };
    } catch (error) {
      return ours(error, path);
    }
  }
}

/** A page does without it: that it could not be made is no reason to refuse a publish, but ours to know. */
function ours(error: unknown, page: string): undefined {
  const stack = error instanceof Error ? error.stack : undefined;
  log('error', { at: 'residual', page, message: messageOf(error), stack });
}

function isSame(one: RenderOutcome, other: RenderOutcome): boolean {
  if (!('rendered' in one) || !('rendered' in other)) return false;
  return one.rendered.body === other.rendered.body && one.rendered.flags === other.rendered.flags;
}

function pays({ text, units }: Candidate, whole: number, left: number): boolean {
  if (text.length <= LARGER * units) return left <= whole;
  return text.length <= SMALL && 2 * left <= whole;
}
