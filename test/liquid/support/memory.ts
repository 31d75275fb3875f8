/**
 * Renders what takes the most memory, one after the other, and prints each. Run it with a heap that is as small as is
 * promised: `node --max-old-space-size=110 test/liquid/support/memory.ts`. It dies when one needs more.
 */
import '../../../liquid/run/more.ts';
import { take } from './large.ts';

const wide = 'ж'.repeat(1_000_000);
const data = {
  text: wide,
  short: 'ж'.repeat(100),
  commas: 'ж,'.repeat(400_000),
  pairs: 'жж,'.repeat(300_000),
  marks: '&'.repeat(700_000),
  same: Array.from({ length: 256 }, () => wide),
  numbers: Array.from({ length: 20_000 }, (_, at) => at),
};

const keep = (value: string) =>
  `{% for i in (1..100000) %}{% assign x = ${value} %}{% assign kept = kept | push: x %}{% endfor %}`;

const TEMPLATES = [
  '{{ same }}',
  '{{ same | json }}',
  '{{ same | join: "-" }}',
  '{{ same | append: "" }}',
  '{{ text }}{{ text }}{{ text }}{{ text }}{{ text }}{{ text }}',
  '{{ marks }}{{ marks | escape }}',
  '{% assign a = marks | escape_once %}{% assign b = marks | newline_to_br %}{% assign c = marks | url_encode %}',
  keep('text | upcase'),
  keep('text | append: i'),
  keep('text | append: i | upcase'),
  keep('short | append: i'),
  keep('short | append: i | split: ","'),
  keep('commas | split: ","'),
  keep('pairs | split: ","'),
  keep('commas | split: ""'),
  keep('pairs | replace: ",", "."'),
  keep('pairs | replace: "", "."'),
  keep('pairs | split: "" | join: ""'),
  keep('numbers | concat: numbers'),
  keep('numbers | inspect'),
  keep('numbers | json'),
  keep('text | append: i | slice: 0, 20'),
  keep('text | append: i | split: "q" | first'),
  '{% for i in (1..100000) %}{% render "keeps", t: text, i: i %}{% endfor %}',
  '{% for i in (1..100000) %}{% capture x %}{{ text }}{{ i }}{% endcapture %}{% assign y = x | slice: 5, 20 %}{% assign kept = kept | push: y %}{% endfor %}',
  '{% for i in (1..100000) %}{% capture x %}{{ x }}{{ short }}{% endcapture %}{% assign y = x | slice: 5, 20 %}{% assign kept = kept | push: y %}{% endfor %}',
  '{% for i in (1..100000) %}{% capture x %}{{ text }}{{ i }}{% endcapture %}{% assign kept = kept | push: x %}{% if x contains "y" %}{% endif %}{% endfor %}',
  '{% for i in (1..100000) %}{% capture x %}{{ x }}{{ short }}{% endcapture %}{% assign y = x | strip %}{% endfor %}',
  '{% for i in (1..400000) %}{{ short }}{% endfor %}',
  '{% for i in (1..400000) %}{{ i }}{% endfor %}',
  '{% for i in (1..100000) %}{% assign x = i | append: "-" %}{% cycle x: "a", "b" %}{% endfor %}',
  '{% for i in (1..100000) %}{% assign x = short | append: i %}{{ [x] }}{% endfor %}',
];

const PARTIALS = { keeps: '{% assign a = t | append: i %}{% assign b = a | upcase %}' };

for (const source of TEMPLATES) {
  process.stdout.write(`${source.slice(0, 120)} ... `);
  const { ms, operations, code } = take({ source, data, partials: PARTIALS });
  console.log(`${Math.round(ms)} ms, ${operations} operations, ${code ?? 'to its end'}`);
}

console.log(`${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
