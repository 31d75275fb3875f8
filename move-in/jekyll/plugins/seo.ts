/**
 * What jekyll-seo-tag writes into `<head>`, but for what it takes from plugins of its own. `seo_untitled` is set where the tag says
 * title=false.
 */
export const SEO = `{% assign seo_title = page.title | strip_html | squish | smartify | escape_once -%}
{% assign seo_name = site.title | default: site.name | strip_html | squish | smartify | escape_once -%}
{% assign seo_about = site.description | strip_html | squish | smartify | escape_once -%}
{% assign seo_tagline = site.tagline | strip_html | squish | smartify | escape_once -%}
{% if seo_tagline == '' %}{% assign seo_tagline = seo_about %}{% endif -%}
{% assign seo_description = page.description | default: entry.excerpt | strip_html | squish | smartify | escape_once -%}
{% if seo_description == '' %}{% assign seo_description = seo_about %}{% endif -%}
{% if seo_title == '' %}{% assign seo_title = seo_name %}{% endif -%}
{% unless seo_untitled or seo_title == '' %}<title>{% if paginator.page > 1 %}Page {{ paginator.page }} of {{ paginator.pages }} for {% endif %}{% if seo_name != '' and seo_title != seo_name %}{{ seo_title }} | {{ seo_name }}{% elsif seo_about != '' and seo_name != '' %}{{ seo_name }} | {{ seo_tagline }}{% else %}{{ seo_title }}{% endif %}</title>
{% endunless -%}
<meta name="generator" content="Meniscus">
{% if seo_title != '' %}<meta property="og:title" content="{{ seo_title }}">
{% endif -%}
{% assign seo_author = page.author | default: page.authors.first | default: site.author -%}
{% assign seo_author = seo_author.name | default: seo_author -%}
{% if seo_author %}<meta name="author" content="{{ seo_author }}">
{% endif -%}
<meta property="og:locale" content="{{ page.lang | default: site.lang | default: 'en_US' | replace: '-', '_' }}">
{% if seo_description != '' %}<meta name="description" content="{{ seo_description }}">
<meta property="og:description" content="{{ seo_description }}">
{% endif -%}
{% if site.url %}<link rel="canonical" href="{{ page.canonical_url | default: page.url | absolute_url }}">
<meta property="og:url" content="{{ page.canonical_url | default: page.url | absolute_url }}">
{% endif -%}
{% if seo_name != '' %}<meta property="og:site_name" content="{{ seo_name }}">
{% endif -%}
{% assign seo_image = page.image.path | default: page.image.facebook | default: page.image -%}
{% if seo_image %}<meta property="og:image" content="{{ seo_image | absolute_url }}">
{% if page.image.height %}<meta property="og:image:height" content="{{ page.image.height }}">
{% endif %}{% if page.image.width %}<meta property="og:image:width" content="{{ page.image.width }}">
{% endif %}{% if page.image.alt %}<meta property="og:image:alt" content="{{ page.image.alt }}">
{% endif %}{% endif -%}
{% if page.date %}<meta property="og:type" content="article">
<meta property="article:published_time" content="{{ page.date | date_to_xmlschema }}">
{% else %}<meta property="og:type" content="website">
{% endif -%}
{% if paginator.previous %}<link rel="prev" href="{{ paginator.previous.url | absolute_url }}">
{% endif -%}
{% if paginator.next %}<link rel="next" href="{{ paginator.next.url | absolute_url }}">
{% endif -%}
<meta name="twitter:card" content="{% if seo_image %}{{ page.twitter.card | default: site.twitter.card | default: 'summary_large_image' }}{% else %}summary{% endif %}">
{% if seo_title != '' %}<meta property="twitter:title" content="{{ seo_title }}">
{% endif -%}
{% if site.twitter.username %}<meta name="twitter:site" content="@{{ site.twitter.username | remove: '@' }}">
{% endif -%}
{% assign seo_google = site.webmaster_verifications.google | default: site.google_site_verification -%}
{% if seo_google %}<meta name="google-site-verification" content="{{ seo_google }}">
{% endif -%}
`;
