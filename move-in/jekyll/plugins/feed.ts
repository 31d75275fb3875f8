/** The feed that jekyll-feed makes of posts. */
export const FEED = `---
layout: none
---
<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"{% if site.lang %} xml:lang="{{ site.lang }}"{% endif %}><generator>Meniscus</generator><link href="{{ '/feed.xml' | absolute_url }}" rel="self" type="application/atom+xml"/><link href="{{ '/' | absolute_url }}" rel="alternate" type="text/html"{% if site.lang %} hreflang="{{ site.lang }}"{% endif %}/><updated>{{ 'now' | date_to_xmlschema }}</updated><id>{{ '/feed.xml' | absolute_url }}</id>
{%- assign feed_title = site.title | default: site.name %}{% if feed_title %}<title type="html">{{ feed_title | smartify | escape | xml_escape }}</title>{% endif %}
{%- if site.description %}<subtitle>{{ site.description | xml_escape }}</subtitle>{% endif %}
{%- if site.author %}<author><name>{{ site.author.name | default: site.author | xml_escape }}</name>{% if site.author.email %}<email>{{ site.author.email | xml_escape }}</email>{% endif %}{% if site.author.uri %}<uri>{{ site.author.uri | xml_escape }}</uri>{% endif %}</author>{% endif %}
{%- for post in collections.posts limit: 10 %}<entry><title type="html">{{ post.title | strip_html | smartify | squish | escape | xml_escape }}</title><link href="{{ post.url | absolute_url }}" rel="alternate" type="text/html" title="{{ post.title | strip_html | smartify | squish | escape | xml_escape }}"/><published>{{ post.date | date_to_xmlschema }}</published><updated>{{ post.last_modified_at | default: post.date | date_to_xmlschema }}</updated><id>{{ post.id | absolute_url }}</id><content type="html" xml:base="{{ post.url | absolute_url }}"><![CDATA[{{ post.content | strip | raw }}]]></content>
{%- assign post_author = post.author | default: site.author %}<author><name>{{ post_author.name | default: post_author | xml_escape }}</name>{% if post_author.email %}<email>{{ post_author.email | xml_escape }}</email>{% endif %}</author>
{%- if post.category %}<category term="{{ post.category | xml_escape }}"/>{% else %}{% for category in post.categories %}<category term="{{ category | xml_escape }}"/>{% endfor %}{% endif %}{% for tag in post.tags %}<category term="{{ tag | xml_escape }}"/>{% endfor %}
{%- assign post_summary = post.description | default: post.excerpt %}{% if post_summary %}<summary type="html"><![CDATA[{{ post_summary | strip_html | squish | raw }}]]></summary>{% endif %}</entry>{% endfor %}</feed>
`;
