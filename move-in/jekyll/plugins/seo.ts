/** What jekyll-seo-tag writes into `<head>`, but for what it takes from plugins of its own. */
export const SEO = `{% assign seo_title = page.title | strip_html | squish | smartify | escape_once -%}
{% assign seo_name = site.title | default: site.name | strip_html | squish | smartify | escape_once -%}
{% assign seo_tagline = site.tagline | default: site.description | strip_html | squish | smartify | escape_once -%}
{% assign seo_description = page.description | default: entry.excerpt | default: site.description | strip_html | squish | smartify | escape_once -%}
<title>{% if seo_title != '' and seo_name != '' %}{{ seo_title }} | {{ seo_name }}{% elsif seo_title != '' %}{{ seo_title }}{% elsif seo_tagline != '' %}{{ seo_name }} | {{ seo_tagline }}{% else %}{{ seo_name }}{% endif %}</title>
<meta name="generator" content="Meniscus">
<meta property="og:title" content="{{ seo_title | default: seo_name | escape_once }}">
{% if page.author.name %}<meta name="author" content="{{ page.author.name }}">
{% elsif site.author.name %}<meta name="author" content="{{ site.author.name }}">
{% elsif page.author %}<meta name="author" content="{{ page.author }}">
{% elsif site.author %}<meta name="author" content="{{ site.author }}">
{% endif -%}
<meta property="og:locale" content="{{ page.lang | default: site.lang | default: 'en_US' | replace: '-', '_' }}">
{% if seo_description != '' %}<meta name="description" content="{{ seo_description }}">
<meta property="og:description" content="{{ seo_description }}">
{% endif -%}
{% if site.url %}<link rel="canonical" href="{{ page.canonical_url | default: page.url | absolute_url }}">
<meta property="og:url" content="{{ page.url | absolute_url }}">
{% endif -%}
{% if seo_name != '' %}<meta property="og:site_name" content="{{ seo_name }}">
{% endif -%}
{% assign seo_image = page.image.path | default: page.image -%}
{% if seo_image %}<meta property="og:image" content="{{ seo_image | absolute_url }}">
{% endif -%}
{% if page.date %}<meta property="og:type" content="article">
<meta property="article:published_time" content="{{ page.date | date_to_xmlschema }}">
{% else %}<meta property="og:type" content="website">
{% endif -%}
<meta name="twitter:card" content="{% if seo_image %}summary_large_image{% else %}summary{% endif %}">
<meta property="twitter:title" content="{{ seo_title | default: seo_name | escape_once }}">
`;
