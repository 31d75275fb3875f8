import { own } from '../../../schema/own.ts';
import { chainOf, type Token } from '../liquid/markup.ts';
import type { Work } from '../liquid/work.ts';
import { text } from '../source/config.ts';
import { isData } from '../source/yaml.ts';

/** Filters of jekyll-toc: the list of headings, the text with links at its headings, and both. */
const FILTERS: Readonly<Record<string, string>> = {
  toc_only: "toc_part: 'list'",
  inject_anchors: "toc_part: 'text'",
  toc: "toc_part: 'both'",
};

/** `{{ content | toc_only }}` of jekyll-toc as a partial; undefined for other outputs. */
export function tocOutput(tokens: readonly Token[], { plan, now }: Work): string | undefined {
  if (!plan.site.config.plugins.has('jekyll-toc')) return undefined;
  const { value, filters } = chainOf(tokens);
  const [filter, more] = filters;
  const [first, last] = [value[0], value.at(-1)];
  if (!filter || more || !first || !last || !Object.hasOwn(FILTERS, filter.name)) return undefined;
  return tocOf(now({ start: first.start, end: last.end }), FILTERS[filter.name] ?? '', { plan });
}

/** `{% toc %}`, which makes the list of an entry: of pages, Jekyll has only the Markdown there. */
export const tocTag = (_: string, work: Work): string => tocOf('entry.content', FILTERS.toc_only ?? '', work);

function tocOf(value: string, part: string, { plan }: Pick<Work, 'plan'>): string {
  plan.partials.add('jekyll/toc');
  return `{% include 'jekyll/toc', toc_html: ${value}, ${part} %}`;
}

/** The partial, with what `toc:` in `_config.yml` says. */
export function tocPartial(config: unknown): string {
  const given = isData(config) ? config : {};
  const say = (key: string, usual: string) => text(own(given, key)) ?? usual;
  const tag = given.ordered_list === true ? 'ol' : 'ul';
  const sub = say('sublist_class', '') === '' ? tag : `${tag} class="${say('sublist_class', '')}"`;
  const item = `${say('item_class', 'toc-entry')} ${say('item_prefix', 'toc-')}`;
  const [low, high] = [Number(say('min_level', '1')), Number(say('max_level', '6'))];
  const levels = [1, 2, 3, 4, 5, 6].filter((level) => level >= low && level <= high).join('');
  const list = `<${tag} id="${say('list_id', 'toc')}" class="${say('list_class', 'section-nav')}">`;
  return `{% comment %}What jekyll-toc makes of the headings in toc_html, on pages that say toc: true.{% endcomment -%}
{% assign toc_list = '' %}{% assign toc_text = '' %}{% assign toc_open = '' | split: '' -%}
{% assign toc_parts = toc_html | split: '<h' -%}
{% for toc_each in toc_parts -%}
  {% assign toc_level = toc_each | slice: 0 %}{% assign toc_depth = toc_level | plus: 0 %}{% assign toc_head = toc_each | split: '>' | first -%}
  {% assign toc_next = toc_each | slice: 1 %}{% assign toc_id = toc_head | replace: "'", '"' | split: ' id="' | slice: 1, 1 | first | split: '"' | first -%}
  {% unless forloop.first %}{% assign toc_text = toc_text | append: '<h' %}{% endunless -%}
  {% if forloop.first or toc_head contains '${say('no_toc_class', 'no_toc')}' -%}
    {% assign toc_text = toc_text | append: toc_each %}{% continue -%}
  {% endif -%}
  {% assign toc_isnt = true %}{% if toc_next == ' ' or toc_next == '>' %}{% if '${levels}' contains toc_level %}{% assign toc_isnt = false %}{% endif %}{% endif -%}
  {% if toc_isnt %}{% assign toc_text = toc_text | append: toc_each %}{% continue %}{% endif -%}
  {% assign toc_start = toc_head | append: '>' -%}
  {% assign toc_name = toc_each | split: '</h' | first | remove_first: toc_start | strip_html -%}
  {% if toc_id == nil %}{% assign toc_id = toc_name | slugify %}{% endif -%}
  {% capture toc_anchor %}{{ toc_start | raw }}<a class="anchor" href="#{{ toc_id | raw }}" aria-hidden="true"><span class="octicon octicon-link"></span></a>{% endcapture -%}
  {% assign toc_rest = toc_each | remove_first: toc_start %}{% assign toc_text = toc_text | append: toc_anchor | append: toc_rest -%}
  {% assign toc_top = toc_open | last -%}
  {% capture toc_item %}{% if toc_top and toc_depth > toc_top %}
<${sub}>
{% elsif toc_top %}{% assign toc_kept = '' | split: '' %}{% assign toc_above = 0 %}{% for toc_other in toc_open %}{% if toc_above >= toc_depth %}</li>
</${tag}>
{% elsif toc_other >= toc_depth %}{% assign toc_kept = toc_kept | push: toc_depth %}{% else %}{% assign toc_kept = toc_kept | push: toc_other %}{% endif %}{% assign toc_above = toc_other %}{% endfor %}{% assign toc_open = toc_kept %}</li>
{% endif %}<li class="${item}h{{ toc_level }}"><a href="#{{ toc_id | raw }}">{{ toc_name | raw }}</a>{% endcapture -%}
  {% assign toc_top = toc_open | last %}{% if toc_top == nil or toc_depth > toc_top %}{% assign toc_open = toc_open | push: toc_depth %}{% endif -%}
  {% assign toc_list = toc_list | append: toc_item -%}
{% endfor -%}
{% if page.toc != true %}{% unless toc_part == 'list' %}{{ toc_html | raw }}{% endunless %}{% else -%}
{% unless toc_part == 'text' %}${list}
{{ toc_list | raw }}{% for toc_each in toc_open %}</li>
</${tag}>{% else %}</${tag}>{% endfor %}{% endunless %}{% unless toc_part == 'list' %}{{ toc_text | raw }}{% endunless %}{% endif %}`;
}
