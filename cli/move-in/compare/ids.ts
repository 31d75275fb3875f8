import { type Difference, difference } from './difference.ts';
import type { PageView } from './page-view.ts';

/**
 * Ids that links of the old site point to, and that its page here has not. Keeps what is lost and not yet pointed to, and the
 * targets of links to other pages: texts alone, never a page.
 */
export class Ids {
  readonly #targets = new Set<string>();
  /** By target, the page. */
  readonly #lost = new Map<string, string>();

  /** `page` is its address as links mean it. */
  add(page: string, old: PageView, now: PageView): void {
    for (const link of old.links)
      if (link.includes('#')) this.#targets.add(link.startsWith('#') ? page + link : link);
    for (const id of old.ids) if (!now.ids.has(id)) this.#lost.set(`${page}#${id}`, page);
  }

  /** Once all pages were added. */
  differences(): Difference[] {
    const lost = [...this.#lost].filter(([target]) => this.#targets.has(target));
    return lost.map(([target, page]) => difference(page, 'id', target.slice(target.indexOf('#')), ''));
  }
}
