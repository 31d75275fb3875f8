import { contentSite } from './content-site.ts';

type Site = [path: string, text: string][];

const LAYOUT =
  '<!doctype html><title>{{ page.title }}</title>{% for link in data.nav %}<a href="{{ link }}">{{ link }}</a>{% endfor %}<main>{{ content }}</main>';
const WORDS = 'The water came at nine and left at three, as it does. ';
/** A tag for so many posts. */
const PER_TAG = 60;

/** Posts of 1 KB with three tags each, a list of them, a page for each tag and a feed. */
export function postsSite(count: number): Site {
  return [
    ['layouts/base.liquid', LAYOUT],
    ['data/nav.json', '["/", "/posts"]'],
    [
      'pages/index.liquid',
      '---\nlayout: base\ntitle: Home\n---\n{% for post in collections.posts limit: 10 %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
    ],
    [
      'pages/posts/index.liquid',
      '---\nlayout: base\ntitle: Posts\npaginate: { items: collections.posts, size: 50 }\n---\n{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
    ],
    [
      'pages/posts/[slug].liquid',
      '---\nlayout: base\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}',
    ],
    [
      'pages/tags/[tag].liquid',
      '---\nlayout: base\neach: { tag: collections.posts.tags }\npaginate: { items: tag.items, size: 50 }\n---\n{% for post in paginator.items %}<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}',
    ],
    ...Array.from({ length: count }, (_, n): [string, string] => [
      `content/posts/post-${n}.md`,
      postOf(n, count),
    ]),
  ];
}

function postOf(n: number, count: number): string {
  const date = new Date(Date.UTC(2020, 0, 1) + n * 1_800_000).toISOString().slice(0, 10);
  const all = Math.max(5, Math.ceil(count / PER_TAG / 20) * 20);
  const tags = [n % all, (n * 7 + 1) % all, (n * 31 + 2) % all].map((tag) => `tag-${tag}`);
  return `---\ntitle: Post ${n}\ndate: ${date}\ntags: [${tags.join(', ')}]\n---\nPost *${n}* of many.\n\n${WORDS.repeat(9)}\n\n## More\n\n${WORDS.repeat(8)}\n`;
}

/** No collection: a fifth of the files are pages with paths of their own, the others small data and plain texts. */
export function filesSite(count: number): Site {
  const page = (n: number): [string, string] => [
    `pages/docs/part-${n % 100}/page-${n}.liquid`,
    `---\nlayout: base\ntitle: Page ${n}\n---\n<h1>{{ page.title }}</h1><p>${WORDS.repeat(6)}</p>{{ data.facts.part-${n % 100}.fact-${n}.name }}`,
  ];
  const fact = (n: number): [string, string] => [
    `data/facts/part-${n % 100}/fact-${n}.json`,
    `{"name":"Fact ${n}","value":${n}}`,
  ];
  const text = (n: number): [string, string] => [
    `content/notes-${n % 100}/note-${n}.md`,
    `---\ntitle: Note ${n}\n---\nA note, ${WORDS}\n`,
  ];
  return [
    ['layouts/base.liquid', LAYOUT],
    ['data/nav.json', '["/"]'],
    ['pages/index.liquid', '---\nlayout: base\ntitle: Home\n---\nHome'],
    ...Array.from({ length: count }, (_, n) => (n % 5 === 0 ? page(n) : n % 5 < 3 ? fact(n) : text(n))),
  ];
}

/** A site by its name: paths and texts. */
export const SITES: Readonly<Record<string, (count: number) => Site>> = {
  content: contentSite,
  posts: postsSite,
  files: filesSite,
};
