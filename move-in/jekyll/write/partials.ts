import { own } from '../../../schema/own.ts';
import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { feedOf } from '../plugins/feed.ts';
import { SEO } from '../plugins/seo.ts';
import { tocPartial } from '../plugins/toc.ts';
import { hasTies } from './entries.ts';

/** Partials of ours that stand for tags and lists of Jekyll. */
export function writePartials(plan: Plan, put: Put): void {
  if (hasFeed(plan)) put('pages/feed.xml.liquid', { text: feedOf(hasTies(plan.site.posts)) });
  if (hasRobots(plan))
    put('pages/robots.txt.liquid', { text: "---\n---\nSitemap: {{ '/sitemap.xml' | absolute_url }}\n" });
  for (const name of plan.partials) {
    const text = name === 'jekyll/toc' ? tocPartial(plan.site.config.data.toc) : own(PARTIALS, name);
    if (text !== undefined) put(`partials/${name}.liquid`, { text });
  }
}

/** Whether jekyll-feed makes the feed: a site's own goes before. */
export const hasFeed = ({ site }: Plan): boolean =>
  site.config.plugins.has('jekyll-feed') && !site.pages.some(({ url }) => url === '/feed.xml');

/** Whether jekyll-sitemap makes robots.txt: a site's own goes before. */
const hasRobots = ({ site }: Plan): boolean =>
  site.config.plugins.has('jekyll-sitemap') &&
  !site.statics.includes('robots.txt') &&
  !site.pages.some(({ url }) => url === '/robots.txt');

/** Names in the order in which they occur first, each with its posts: what Jekyll's `site.tags` is in a loop. */
const groups = (
  field: string,
): string => `{% comment %}Sets site_${field}, names and posts in pairs, in the order in which they were used first; and site_${field}_sorted, by name.{% endcomment -%}
{% unless site_${field} -%}
  {% assign site_${field} = '' | split: '' -%}
  {% assign site_${field}_sorted = site_${field} -%}
  {% assign jekyll_names = collections.posts | reverse | map: '${field}' | join: '¦' | split: '¦' | uniq -%}
  {% for jekyll_name in jekyll_names -%}
    {% if jekyll_name == '' %}{% continue %}{% endif -%}
    {% assign jekyll_group = collections.posts.${field} | where: 'name', jekyll_name | first -%}
    {% assign jekyll_pair = '' | split: '' | push: jekyll_name | push: jekyll_group.items -%}
    {% assign site_${field} = site_${field} | push: jekyll_pair -%}
  {% endfor -%}
  {% assign jekyll_names = jekyll_names | sort -%}
  {% for jekyll_name in jekyll_names -%}
    {% if jekyll_name == '' %}{% continue %}{% endif -%}
    {% assign jekyll_group = collections.posts.${field} | where: 'name', jekyll_name | first -%}
    {% assign jekyll_pair = '' | split: '' | push: jekyll_name | push: jekyll_group.items -%}
    {% assign site_${field}_sorted = site_${field}_sorted | push: jekyll_pair -%}
  {% endfor -%}
{% endunless %}`;

const FEED_META =
  '<link type="application/atom+xml" rel="alternate" href="{{ \'/feed.xml\' | absolute_url }}"{% if site.title %} title="{{ site.title }}"{% endif %}>\n';

const PARTIALS: Readonly<Record<string, string>> = {
  'jekyll/tags': groups('tags'),
  'jekyll/categories': groups('categories'),
  seo: SEO,
  'feed-meta': FEED_META,
};
