import type { Known } from '../../../site/addresses/address.ts';
import { inFirstOrder, type KnownList, picked } from '../../../site/addresses/known-list.ts';
import { Numbers } from '../../../site/numbers.ts';
import { type Turns, turn } from '../../store/renders.ts';
import type { Assembled } from '../assembled.ts';
import type { GateSources } from '../gate-sources.ts';
import { linkingAgain } from '../links/linking.ts';
import type { LinkCheck } from '../links/links.ts';
import { isOk } from '../ready-pages.ts';
import type { Measures } from '../reports/measures.ts';
import type { Residuals } from '../residual/residuals.ts';
import { inputOf, isAlone, likeOf, runsOf, type Subject, sortedByShelf, subjectAt } from '../runs.ts';
import type { Follow, SeenAgain, SeenBefore } from './seen-before.ts';

interface Sources
  extends Pick<GateSources, 'facts' | 'texts' | 'bodies' | 'pages' | 'now'>,
    Required<Pick<GateSources, 'known' | 'knownAt'>> {
  readonly site: Assembled;
  readonly seen: SeenBefore;
  readonly measures: Measures;
  readonly links: LinkCheck;
  readonly residuals: Residuals;
  readonly turns: Turns;
}

/** What is the same at all known addresses of a page. */
interface Like {
  readonly subject: Subject;
  /** Whether it is rendered as given, and in no other way. */
  readonly isAlone: boolean;
  readonly isOk: boolean;
  /** Addresses at which what is left of the page is compared, where it is as it was. */
  readonly first: Known[];
}

/** Takes pages at known addresses that are made of the same as in the release before as they were then, without rendering them. */
export class Carrying {
  readonly #sources: Sources;
  readonly #likes = new Map<string, Like>();
  /** Bodies of which more has to be read. */
  #bodies: Promise<void>[] = [];
  /** Pages that were taken. */
  count = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Takes all that can be, and gives the addresses whose pages have to be rendered, by shelf. `isSeen`: whether any can. Has pauses. */
  async all(isSeen: boolean): Promise<KnownList> {
    const { seen, known, knownAt, bodies } = this.#sources;
    // In the order of bodies the number of an address is that of its body.
    const list = bodies?.order ?? known;
    const others = new Numbers();
    const isOne = (page: string) => isSeen && this.#likeAt(page).isAlone;
    for await (const some of seen.carry(list, isOne, (...taken) => this.#take(...taken))) {
      for (const number of some) others.push(number);
      await this.#rest();
    }
    for await (const _ of seen.followed(knownAt, this.#follow)) await turn();
    // Parts of a list that come one after the other are made of the same blocks.
    return sortedByShelf(inFirstOrder(picked(list, Uint32Array.from(others.all()))));
  }

  /** Takes the page at one address; false where it has to be rendered. */
  async one(known: Known): Promise<boolean> {
    const cost = await this.#sources.seen.find(known, this.#follow);
    if (!cost) return false;
    this.#take(known, cost);
    if (this.#bodies.length > 0) await this.#rest();
    return true;
  }

  async #rest(): Promise<void> {
    await Promise.all(this.#bodies);
    this.#bodies = [];
    await turn();
  }

  #take(known: Known, cost: SeenAgain, number?: number): void {
    const { pages, measures, bodies } = this.#sources;
    const { page, path } = known;
    const like = this.#likeAt(page);
    this.count++;
    if (this.#sources.residuals.looksAt({ status: 200, known })) like.first.push(known);
    pages.add(measures.report({ route: path, page }, cost));
    if (cost.reads.length > 0 || !like.isOk) return;
    const more = bodies?.again(like.subject, known, cost.bytes, bodies.order && number);
    if (more) this.#bodies.push(more);
  }

  readonly #follow: Follow = (known, targets) => {
    const { slash } = this.#likeAt(known.page).subject;
    return this.#sources.links.followText(linkingAgain(known, slash), targets);
  };

  /** Compares what is left of pages at those addresses that are looked at, where they are as they were. Gives how much work each was. */
  async *comparing(): AsyncGenerator<number> {
    const { residuals, now, turns } = this.#sources;
    for (const { subject: like, first } of this.#likes.values())
      for (const known of first) {
        const subject = subjectAt(like, known);
        const [run] = runsOf(subject);
        if (!run) continue;
        const work = await residuals.compare(subject, inputOf(subject, run, now));
        await turns.spent(work);
        yield work;
      }
  }

  #likeAt(page: string): Like {
    const known = this.#likes.get(page);
    if (known) return known;
    const { facts, texts, site } = this.#sources;
    const subject = likeOf(page, facts, texts);
    const like: Like = {
      subject,
      isAlone: isAlone(subject),
      isOk: isOk(site.manifest, page),
      first: [],
    };
    this.#likes.set(page, like);
    return like;
  }
}
