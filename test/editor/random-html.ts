import { random } from '../site/forms/random-yaml.ts';

const INLINE = [
  'b',
  'i',
  'strong',
  'em',
  'span',
  'a href="https://e.x/y"',
  'code',
  'del',
  'u',
  'span style="font-weight:700"',
  'span style="font-style:italic"',
  'sup',
];
const BLOCK = ['p', 'div', 'h2', 'h3', 'blockquote', 'ul', 'ol', 'pre', 'section', 'table'];

/** Random HTML as programs write it, with emphasis in emphasis and lists in lists. A seed gives the same each time. */
export function randomHtml(seed: number): string {
  const r = random(seed);
  const times = (count: number, make: () => string) => Array.from({ length: count }, make);
  let words = 0;
  const text = () => times(1 + r.below(3), () => `w${words++}x`).join(r.chance(0.2) ? ', ' : ' ');
  const space = () => (r.chance(0.5) ? ' ' : '');
  const inline = (depth: number): string => {
    if (depth <= 0 || r.chance(0.4)) return text();
    const tag = r.pick(INLINE);
    const name = tag.split(' ')[0] ?? '';
    const inner = name === 'code' ? text() : times(1 + r.below(2), () => inline(depth - 1)).join(space());
    return `${space()}<${tag}>${inner}</${name}>${space()}`;
  };
  const line = () => times(1 + r.below(3), () => inline(2)).join(r.chance(0.1) ? '<br>' : ' ');
  const item = (depth: number) => {
    const inner = depth > 0 && r.chance(0.4) ? `<ul><li>${line()}</li></ul>` : '';
    return `<li>${r.chance(0.3) ? `<p>${line()}</p>` : line()}${inner}</li>`;
  };
  const block = (depth: number): string => {
    const tag = r.pick(BLOCK);
    if (tag === 'pre') return `<pre><code>${text()}\n${text()}</code></pre>`;
    const row = () => `<tr>${times(2, () => `<td>${line()}</td>`).join('')}</tr>`;
    if (tag === 'table') return `<table>${times(2, row).join('')}</table>`;
    if (/^[uo]l$/.test(tag))
      return `<${tag}>${times(1 + r.below(3), () => item(depth)).join(space())}</${tag}>`;
    const isBox = /^(?:div|blockquote|section)$/.test(tag) && depth > 0;
    return `<${tag}>${isBox ? times(1 + r.below(3), () => block(depth - 1)).join('') : line()}</${tag}>`;
  };
  return times(1 + r.below(4), () => block(2)).join('\n');
}
