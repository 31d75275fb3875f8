import type { Slash } from '../../../schema/path/slash.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { missingLinks } from '../../../site/check/file-links.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import type { Assembled } from '../assembled.ts';
import { type Run, type Subject, type Texts, urlAt } from '../runs.ts';
import { LinkCheck, type LinkingPage } from './links.ts';
import type { PageUrl } from './page-url.ts';

/** A page that was rendered now, as one that links. */
export const linking = ({ page, known }: Subject, run: Run): LinkingPage => ({
  page,
  from: known?.from ?? page,
  path: known?.path,
  isNew: true,
  get url() {
    return run.url;
  },
});

/** The same of one that is as it was. */
export function linkingAgain(known: Known, slash: Slash | undefined): LinkingPage {
  const { page, from, path } = known;
  let url: PageUrl | undefined;
  return {
    page,
    from,
    path,
    isNew: false,
    get url() {
      url ??= urlAt(known, slash);
      return url;
    },
  };
}

/** Follows links of a site's pages. */
export function linkCheck(
  site: Assembled,
  facts: SiteFacts,
  texts: Texts,
  knownAt: (path: string) => Known | undefined,
): LinkCheck {
  const { url } = facts.get('site.yaml')?.config ?? {};
  return new LinkCheck({
    working: () => site.working(),
    origin: typeof url === 'string' && URL.canParse(url) ? url : undefined,
    texts,
    isKnown: (path) => knownAt(path) !== undefined,
    said: () => missingLinks(facts),
  });
}
