import fc from 'fast-check';

export const DAY = 86_400_000;
export const MOST = 60;
const FILL = 'word '.repeat(60);
export type Files = Readonly<Record<string, string>>;

export interface Post {
  readonly title: string;
  readonly day: number;
  readonly tag: number;
  readonly text: string;
  readonly sub: string;
}
export const post = fc.record<Post>({
  title: fc.constantFrom('Ebb', 'Flow', 'Neap'),
  day: fc.nat(50),
  tag: fc.nat(4),
  text: fc.constantFrom('Text.', 'See [it](/posts/post-1).', '<a href="/nowhere">x</a>', '## A\n\n## B'),
  sub: fc.constantFrom('', '', 'a/', 'z/'),
});
export const FIRST: Post = { title: 'Ebb', day: 1, tag: 0, text: 'Text.', sub: '' };

export interface Around {
  readonly zone: string;
  readonly sort: string;
  readonly permalink: string;
  readonly folder: string;
  readonly layout: string;
}
export const around = fc.record<Around>({
  zone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'),
  sort: fc.constantFrom('title: Posts', 'sort: title', 'sort: -title', 'sort: date', 'groups: [title]'),
  permalink: fc.constantFrom('/posts/{...slug}', '/posts/{year}/{...slug}', '/p/{...slug}'),
  folder: fc.constantFrom('posts', 'posts', 'news'),
  layout: fc.constantFrom('one', 'two'),
});
export const FIRST_AROUND: Around = {
  zone: 'UTC',
  sort: 'title: Posts',
  permalink: '/posts/{...slug}',
  folder: 'posts',
  layout: 'one',
};

export type World = { readonly posts: readonly (Post | undefined)[]; readonly around: Around };

const dateOf = (day: number) =>
  new Date(Date.UTC(2026, 0, 1) + day * DAY + 10 * 3_600_000).toISOString().slice(0, 16);

export function filesOf({ posts, around: { zone, sort, permalink, folder, layout } }: World): Files {
  const texts = posts.flatMap((each, n) => {
    if (!each) return [];
    const { title, day, tag, text, sub } = each;
    const front = `title: ${title} ${n % 7}\ndate: ${dateOf(day)}\ntags: [t-${tag}]`;
    return [
      [`content/${folder}/${sub}post-${n}.md`, `---\n${front}\nfill: ${FILL}\n---\n${text}\n\n${FILL}\n`],
    ];
  });
  return {
    'site.yaml': `title: Quay\nurl: https://site.test\ntimezone: ${zone}\n`,
    'layouts/base.liquid': `<title>${layout}</title>{{ content }}`,
    'pages/index.liquid': `---\nlayout: base\n---\n{% for p in collections.${folder} limit: 3 %}{{ p.title }} {{ p.date | date: '%F %H' }} {{ p.url }}{% endfor %}{{ collections.${folder}.size }}`,
    'pages/search.liquid': `{% for p in collections.${folder} limit: 2 %}{{ p.title }}{% endfor %}{{ request.query.q }}`,
    'pages/list.liquid': `---\npaginate: { items: collections.${folder}, size: 4 }\n---\n{{ paginator.number }} {{ paginator.pages }}{% for p in paginator.items %}{{ p.title }} {{ p.url }} {{ p.date | date: '%F' }},{% endfor %}`,
    'pages/tags/[tag].liquid': `---\neach: { tag: collections.${folder}.tags }\npaginate: { items: tag.items, size: 3 }\n---\n{{ tag.name }}{% for p in paginator.items %}{{ p.title }} {{ p.url }}{% endfor %}`,
    'pages/feed.xml.liquid': `{% for p in collections.${folder} limit: 5 %}<item>{{ p.title }}{{ p.url }}{{ p.content }}</item>{% endfor %}`,
    [`content/${folder}/_collection.yaml`]: `${sort}\n`,
    'pages/entry.liquid': `---\nroute: ${permalink}\nentry: ${folder}\nlayout: base\n---\n{{ entry.title }}{{ entry.content }}{{ entry.next.title }}{{ entry.next.url }}|{{ entry.previous.title }}`,
    ...Object.fromEntries(texts),
  };
}

export const ADDRESSES = [
  ...['/', '/list', '/tags', '/feed.xml', '/sitemap.xml', '/search?q=1', '/none'],
  ...Array.from({ length: 17 }, (_, n) => `/list/page/${n + 1}`),
  ...Array.from({ length: 3 }, (_, n) => `/sitemap-${n + 1}.xml`),
  ...Array.from({ length: 5 }, (_, n) => [
    `/tags/t-${n}`,
    `/tags/t-${n}/page/2`,
    `/tags/t-${n}/page/5`,
  ]).flat(),
  ...Array.from({ length: MOST }, (_, n) =>
    ['/posts/', '/p/', '/posts/2026/'].flatMap((at) => ['', 'a/', 'z/'].map((sub) => `${at}${sub}post-${n}`)),
  ).flat(),
];
