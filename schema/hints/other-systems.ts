/**
 * Words for people who move in: what Jekyll, Shopify, Hugo, Eleventy and liquidjs call something, and what to write here. All
 * hints of the kind are in this file. Tables have no prototype, since their keys are looked up by what authors write.
 */
type Words = Readonly<Record<string, string | undefined>>;

const words = (entries: Record<string, string>): Words => Object.assign(Object.create(null), entries);

/** Tags of others, by name. */
export const FOREIGN_TAGS: Words = words({
  link: 'Jekyll checks addresses with it. Write the address: /about.',
  post_url: 'Jekyll makes the address of a post with it. Write the address: /posts/first.',
  highlight: 'In a Markdown file write a fence: ```js gets colours. Elsewhere write <pre><code>.',
  include_relative: "Move the file to partials/ and write {% include 'name' %}.",
  include_cached: "Write {% render 'name' %}: pages that never change are made once anyway.",
  seo: 'Write the tags of <head> into the layout: <title>{{ page.title }}</title>.',
  feed_meta: 'Write the <link rel="alternate"> into the layout.',
  gist: 'Write the <script> of the gist.',
  schema: 'Settings of a section are data here: move them to data/name.yaml and read data.name.',
  section: "Move the section to partials/ and write {% render 'name' %}.",
  sections: "Move the sections to partials/ and write a {% render 'name' %} for each.",
  form: 'Write the <form> with its method and action.',
  paginate:
    'Write paginate: { items: collections.posts, size: 10 } in front matter, and loop over paginator.items.',
  style: 'Write <style>, or a file in assets/.',
  stylesheet: 'Move it to a file in assets/.',
  javascript: 'Move it to a file in assets/.',
  content_for: 'Write {% block name %} into the layout.',
  extends: "Write {% layout 'name' %}, or layout: name in front matter.",
  set: 'Write {% assign name = value %}.',
  import: "Write {% render 'name' %}.",
  partial: "Write {% render 'name' %}.",
  renderFile: "Write {% render 'name' %}.",
  markdown: 'A page whose name ends in .md is Markdown.',
});

/** Filters of others, by name. */
export const FOREIGN_FILTERS: Words = words({
  relative_url: 'Addresses here begin with /: leave it out.',
  absolute_url: 'Put the address of the site before it: {{ site.url }}/about, with url: in site.yaml.',
  money: 'Write {{ price | divided_by: 100.0 | round: 2 }}.',
  money_with_currency: 'Write {{ price | divided_by: 100.0 | round: 2 }} and the currency.',
  money_without_trailing_zeros: 'Write {{ price | divided_by: 100.0 }}.',
  img_url: 'Write {{ name | asset_url }}.',
  image_url: 'Write {{ name | asset_url }}.',
  asset_img_url: 'Write {{ name | asset_url }}.',
  file_url: 'Write {{ name | asset_url }}.',
  product_img_url: "Write the image's address.",
  image_tag: 'Write <img src="{{ name | asset_url }}" alt="">.',
  img_tag: 'Write <img src="{{ name | asset_url }}" alt="">.',
  script_tag: 'Write <script src="{{ name | asset_url }}"></script>.',
  stylesheet_tag: 'Write <link rel="stylesheet" href="{{ name | asset_url }}">.',
  link_to: 'Write <a href="{{ url }}">.',
  within: 'Write the address.',
  handle: 'Write {{ name | slugify }}.',
  handleize: 'Write {{ name | slugify }}.',
  t: 'Keep the words in data/ and read them: {{ data.en.cart.empty }}.',
  translate: 'Keep the words in data/ and read them: {{ data.en.cart.empty }}.',
  safe: 'Write {{ value | raw }}.',
  dump: 'Write {{ value | json }}.',
  url: 'Addresses here begin with /: leave it out.',
});

/** Keys of front matter that mean something to others and nothing here. */
export const FOREIGN_KEYS: Words = words({
  permalink: "The address comes from the file's name, or from route: /about.",
  redirect_from: 'Write it into site.yaml: redirects: { /old: /new }.',
  redirect_to: 'Write it into site.yaml: redirects: { /old: /new }.',
  aliases: 'Write them into site.yaml: redirects: { /old: /new }.',
  published: 'Every file in pages/ is published. An entry in content/ can have draft: true.',
  draft: 'Every file in pages/ is published. An entry in content/ can have draft: true.',
  pagination: 'Write paginate: { items: collections.posts, size: 10 }.',
  eleventyComputed: 'Write {% page title = post.title %} at the top of the page.',
});

/** Members of `site` that others have. */
export const FOREIGN_SITE: Words = words({
  posts: 'Posts are a collection: collections.posts, from the files in content/posts/.',
  pages: 'There is no list of all pages; keep one in data/.',
  data: 'Write data.name in place of site.data.name.',
  collections: 'Write collections.name in place of site.collections.name.',
  categories: 'Write collections.posts.categories: the groups of a collection by that field.',
  tags: 'Write collections.posts.tags: the groups of a collection by that field.',
  baseurl: 'Addresses here begin with /: leave it out.',
  url: 'Write url: https://example.com into site.yaml.',
  time: "Write {{ 'now' | date: '%Y' }}.",
  github: 'Write what you need of it into site.yaml.',
  static_files: 'There is no list of assets; keep one in data/.',
});

/** Folders and files of others, by the first part of a path. */
export const FOREIGN_FOLDERS: Words = words({
  _layouts: 'Layouts are in layouts/, with the ending .liquid.',
  _includes: 'Partials are in partials/, with the ending .liquid.',
  _data: 'Data is in data/.',
  _posts: 'Posts are entries: content/posts/first.md, with one page for all: pages/posts/[slug].liquid.',
  _drafts: 'Every file is published: keep drafts outside of the site.',
  _sass: 'Sass is compiled before: save the CSS in assets/.',
  '_config.yml': 'Settings are in site.yaml.',
  'config.toml': 'Settings are in site.yaml.',
  'hugo.toml': 'Settings are in site.yaml.',
  sections: 'Sections are partials: partials/name.liquid.',
  snippets: 'Snippets are partials: partials/name.liquid.',
  templates: 'Templates are pages: pages/product.liquid.',
  blocks: 'Blocks are partials: partials/name.liquid.',
  config: 'Settings are in site.yaml.',
  static: 'Files as they are belong in assets/.',
  src: 'Upload what is in it, without src/.',
});

/** What to write for a file named without quotes, as Jekyll names it: `header.html`, `a/b.html title="x"`. */
export function includeHint(tag: string, markup: string): string | undefined {
  const file =
    /^\s*([\w-]+(?:\/[\w-]+)*)(?:\.(?:html?|liquid|md|markdown|txt|svg|xml|css|js|json)(?![\w-])|(?=\/))?/.exec(
      markup,
    );
  const [found, name] = file ?? [];
  if (!found || !name || found.trim() === name.split('/')[0]) return undefined;
  const args = Array.from(
    markup.slice(found.length).matchAll(/([\w-]+)\s*[=:]\s*("[^"]*"|'[^']*'|[\w.[\]-]+)/g),
  );
  const given = args.map(([, key, value]) => `, ${key}: ${value}`).join('');
  return `Did you mean {% ${tag} '${name}'${given} %}?`;
}
