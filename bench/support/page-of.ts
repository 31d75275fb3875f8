/** A page of about a kilobyte, each another. */
export const pageOf = (n: number) =>
  `---\ntitle: Page ${n}\n---\n<h1>{{ page.title }}</h1>{% for i in (1..3) %}<p>${`Text ${n} `.repeat(30)}{{ i }}</p>{% endfor %}`;
