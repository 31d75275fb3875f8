import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

/** A word as itself, or as Liquid that prints it: both must become the same HTML. */
const WORDS = ['tide', 'a1', 'Ebb', 'O'];
const word = fc.record({ text: fc.constantFrom(...WORDS), isLiquid: fc.boolean() });
type Word = { readonly text: string; readonly isLiquid: boolean };

const FORMS: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `${a} **${b}** c`,
  (a, b) => `${a}**${b}**c`,
  (a, b) => `_${a}_ and *${b}*x`,
  (a, b) => `[${a}](/x/${b} "t ${a}")`,
  (a, b) => `![${a}](/i/${b}.png)`,
  (a, b) => `> ${a}\n> ${b}`,
  (a, b) => `- ${a}\n- ${b}\n  - ${a}`,
  (a, b) => `1. ${a}\n\n   ${b}`,
  (a, b) => `| ${a} | h |\n|---|---|\n| ${b} | ~~${a}~~ |`,
  (a, b) => `${a}\\\n${b}  \n${a}`,
  (a, b) => `<b title="${a}">${b}</b> <i>${a}</i>`,
  (a, b) => `<div>\n${a} ${b}\n</div>`,
  (a, b) => `\`code\` ${a} \`\` ${'`'} \`\` ${b}`,
  (a, b) => `${a}[^n]\n\n[^n]: ${b}`,
  (a, b) => `[${a}]\n\n[tide]: /${b}`,
  (a, b) => `## ${a} ${b}`,
  (a) => `${a}\n===`,
  (a, b) => `term\n: ${a} ${b}`,
  (a, b) => `- [x] ${a} ${b}`,
];

const blocks = fc.array(fc.record({ form: fc.nat(FORMS.length - 1), first: word, second: word }), {
  minLength: 1,
  maxLength: 6,
});

test('Liquid that prints a constant is that constant', () => {
  fc.assert(
    fc.property(blocks, (parts) => {
      const write = (show: (word: Word) => string) =>
        parts.map(({ form, first, second }) => FORMS[form]?.(show(first), show(second))).join('\n\n');
      const plain = write(({ text }) => text);
      // A label that names a definition is its text, so there Liquid is no name.
      const liquid = write(({ text, isLiquid }) => (isLiquid ? `{{ '${text}' }}` : text));
      fc.pre(!/^\[\{\{/m.test(liquid) || !liquid.includes(']\n\n[tide]'));
      const options = { ids: false };
      expect(renderMarkdown(liquid, {}, options).html).toBe(renderMarkdown(plain, {}, options).html);
    }),
    { numRuns: 500 },
  );
});

const PIECES = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    ' if a ',
    ' endif ',
    '{% raw %}',
    '{% endraw %}',
    '{% comment %}',
    '{% endcomment %}',
  ],
  ...[
    '`',
    '```\n',
    '**',
    '_',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '"',
    '|',
    '|-|-|\n',
    '> ',
    '- ',
    '1. ',
    '# ',
    '    ',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n',
    ' ',
    'x',
    '\\',
    '![',
    ']: /u',
    '[^1]',
    ': ',
    '{: .a}',
    '&amp;',
    '\0',
    '\u{e000}',
    '-->',
    '<!--',
  ],
];

test('no text makes it throw, and each finding is of a place in the file', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
      const source = pieces.join('');
      const { html, diagnostics } = renderMarkdown(source, {}, { smart: true });
      expect(html === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      for (const { start, end } of diagnostics) {
        expect(start.offset).toBeGreaterThanOrEqual(0);
        expect(end.offset).toBeGreaterThanOrEqual(start.offset);
        expect(end.offset).toBeLessThanOrEqual(source.length + 1);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('no word is ever dropped', () => {
  const text = fc.array(fc.constantFrom(...PIECES.filter((piece) => !/[{%<>:&\0`^]/.test(piece)), ' w '), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, (pieces) => {
      const source = pieces.join('');
      const { html } = renderMarkdown(source, {}, { ids: false });
      const wanted = source.split(' w ').length - 1;
      expect((html ?? '').split('w').length - 1).toBe(wanted);
    }),
    { numRuns: 1_000 },
  );
});
