/** A page that shows entries of 5 KB, with a heading, a list, a link and Liquid in each: paths and texts. */
export function contentSite(count: number): [path: string, text: string][] {
  const words = 'The water came at nine and left at three, and nobody on the quay had seen it go. '.repeat(8);
  const body = Array.from(
    { length: 7 },
    (_, n) => `## Part ${n}\n\n${words}\n\n- *one*\n- [two](/about)\n`,
  ).join('\n');
  const entries = Array.from({ length: count }, (_, n): [string, string] => [
    `content/posts/entry-${n}.md`,
    `---\ntitle: Entry ${n}\ndate: 2024-01-${String((n % 28) + 1).padStart(2, '0')}\n---\n${body}\nBy {{ entry.title }}.\n`,
  ]);
  return [
    ['pages/posts/[slug].liquid', '---\nentry: posts\n---\n<h1>{{ entry.title }}</h1>{{ entry.content }}'],
    ...entries,
  ];
}
