import { compile } from '../liquid/compile/compile.ts';
import { link } from '../liquid/run/link.ts';
import { render } from '../liquid/run/render.ts';

/**
 * How many operations of the render budget a millisecond of CPU does, warm, for a few kinds of work. The publish gate's
 * warning about slow pages (admin/check/gate.ts) is calibrated by the slower half of these.
 *
 *   node bench/operations.ts
 */
const WORK: Readonly<Record<string, string>> = {
  'a loop that prints': '{% for i in (1..20000) %}{{ i }},{% endfor %}',
  'filters and conditions':
    '{% for i in (1..5000) %}{{ i | plus: 1 | append: "x" | upcase }}{% if i > 3 %}{{ "a<b" }}{% endif %}{% endfor %}',
  'a table': '{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}',
  'a list of posts with dates':
    '{% for post in posts %}<a href="{{ post.url }}">{{ post.title }}</a> {{ post.date | date: "%Y-%m-%d" }}{% endfor %}',
};

const DATA = {
  rows: Array.from({ length: 500 }, (_, row) => Array.from({ length: 10 }, (_, cell) => `${row}-${cell}`)),
  posts: Array.from({ length: 1_000 }, (_, n) => ({ url: `/p/${n}`, title: `T & ${n}`, date: '2026-01-02' })),
};

const ROUNDS = 100;

for (const [name, source] of Object.entries(WORK)) {
  const { program } = compile(source, { name, offset: 0 });
  if (!program) throw new Error(`${name} does not compile`);
  const template = link(program);
  const env = {
    escape: true,
    partial: () => {
      throw new Error('there are no partials here');
    },
  };
  const once = () => render(template, DATA, env).operations;
  for (let n = 0; n < ROUNDS; n++) once();
  const started = performance.now();
  let operations = 0;
  for (let n = 0; n < ROUNDS; n++) operations += once();
  const rate = Math.round(operations / (performance.now() - started));
  console.log(`${name.padEnd(28)} ${String(rate).padStart(8)} operations a ms`);
}
