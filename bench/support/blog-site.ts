/** Texts of a site: by path. */
type Files = Record<string, string>;

const TEXT = 'The water came at nine and left at three, as it does. '.repeat(60);
export const BASE =
  '<!doctype html><title>{{ page.title }}</title><nav>{% for link in data.nav %}<a href="{{ link }}">{{ link }}</a>{% endfor %}</nav><main>{{ content }}</main>';

/** A site of `count` posts, with lists of them, their tags, and a page that reads its query. */
export function blogOf(count: number): Files {
  const posts = Array.from({ length: count }, (_, n) => [`content/posts/post-${n}.md`, postOf(n)]);
  return {
    'layouts/base.liquid': BASE,
    'data/nav.json': '["/", "/posts", "/about"]',
    'pages/index.liquid':
      '---\nlayout: base\n---\n{% for post in collections.posts limit: 10 %}<a href="{{ post.url }}">{{ post.title }}</a> {{ post.summary }}{% endfor %}',
    'pages/search.liquid':
      '---\nlayout: base\n---\n{% if request.query.q %}{{ request.query.q }}{% endif %}{% for post in collections.posts limit: 10 %}{{ post.title }}{% endfor %}',
    'pages/posts/index.liquid':
      '---\nlayout: base\npaginate: { items: collections.posts, size: 20 }\n---\n{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
    'pages/posts/[slug].liquid':
      '---\nlayout: base\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
    'pages/tags/[tag].liquid':
      '---\nlayout: base\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 20 }\n---\n{% for post in paginator.items %}{{ post.title }}{% endfor %}',
    ...Object.fromEntries(posts),
  };
}

/** The text of a post of 3 KB. They are half an hour apart: of 100,000 none is dated later than today. */
export function postOf(n: number, title = `Post ${n}`): string {
  const date = new Date(Date.UTC(2020, 0, 1) + n * 1_800_000).toISOString().slice(0, 10);
  return `---\ntitle: ${title}\ndate: ${date}\ntags: [tag-${n % 20}]\nsummary: A summary of post ${n}, a line long.\n---\n# ${title}\n\n${TEXT}\n`;
}
