import { HTML } from '../../schema/format.ts';
import type { AssetRecord, Head, PageRecord, Place } from '../../schema/manifest.ts';
import { routeOfPage } from '../../schema/route.ts';
import { linksOf, RESERVED_SITE_KEYS, slashOf, widthsOf } from '../../schema/site.ts';
import { PART } from '../addresses/known.ts';
import { zonesOf } from '../content/zone-table.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { mediaOf } from '../files/media.ts';
import { ownKeys } from '../files/own-keys.ts';
import { splitHeaders } from '../routes/header-rules.ts';
import { needsOf } from './needs.ts';

/** What the head says of the site. */
export function siteHead(facts: SiteFacts, transforms = false): Pick<Head, 'site' | 'config'> {
  const config = facts.get('site.yaml')?.config ?? {};
  const own = Object.entries(config).filter(([key]) => !RESERVED_SITE_KEYS.has(key));
  const { upstreams, headers, csp, links } = config;
  const slash = slashOf(config);
  const zones = zonesOf(config);
  const { schemes } = linksOf(links);
  const widths = widthsOf(config);
  return {
    site: facts.get('site.yaml')?.own ?? Object.fromEntries(own),
    config: {
      ...(upstreams && { upstreams }),
      ...(headers && splitHeaders(headers)),
      ...(csp && { csp }),
      ...(slash && { slash }),
      ...(zones && { zones }),
      ...(schemes?.length && { schemes }),
      ...(widths.length > 0 && { images: { widths, ...(transforms && { cloudflare: true as const }) } }),
    },
  };
}

/** A page's record in the index. */
export function pageRecord(path: string, facts: Facts, at: Place, files: SiteFacts): PageRecord {
  const { layout, status, headers, cache, entry, fetch, request } = facts.front ?? {};
  const { each, paginate, sitemap } = facts.front ?? {};
  const own = ownKeys(facts.front ?? {});
  const defaults = files.get('site.yaml')?.config?.defaults;
  const frame = layout ?? (facts.refs?.layouts.length ? undefined : defaults?.layout);
  const kept = cache ?? defaults?.cache;
  const { language: _language, ...media } = mediaOf(path, facts.front, files.get('site.yaml')?.config);
  return {
    at,
    ...((media.type !== HTML.type || media.escape !== HTML.escape) && media),
    ...some('needs', needsOf(path, files)),
    ...(frame && { layout: frame }),
    ...(entry !== undefined && { entry }),
    ...(sitemap === false && { sitemap }),
    ...(each && { each: Object.entries(each)[0] }),
    ...(paginate && {
      paginate: { size: PART, ...paginate, route: facts.front?.route ?? routeOfPage(path) ?? '/' },
    }),
    ...(status && { status }),
    ...(headers && { headers }),
    ...(kept && { cache: kept }),
    ...(fetch && { fetch }),
    ...(request && { request }),
    ...(Object.keys(own).length > 0 && { own: facts.own ?? own }),
  };
}

/** An asset's record, with the size of a picture. */
export function assetRecord(record: AssetRecord, facts: Facts | undefined): AssetRecord {
  return facts?.picture ? { ...record, picture: [...facts.picture] } : record;
}

const some = (name: string, list: readonly string[]) => (list.length > 0 ? { [name]: list } : {});
