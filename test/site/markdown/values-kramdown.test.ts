import { expect, test } from 'vitest';
import { escapeMarkup } from '../../../liquid/run/output/escape.ts';
import { renderAsJekyll } from '../../../site/markdown/values-kramdown.ts';

/** What visitors write, in templates that escape it before they read it as Markdown. */
test.each([
  '[a](javascript:alert(1))',
  '[a](JavaScript:alert(1))',
  '[a](java\tscript:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a]( \u0001javascript:alert(1))',
  '[a](java&#9;script:alert(1))',
  '[a](vbscript:x)',
  '[a](data:text/html,x)',
  '[a]\n\n[a]: javascript:alert(1)',
  '![a](javascript:alert(1))',
  '*a*{: onclick="alert(1)"}',
  "a\n{: onclick='alert(1)'}",
  '{::nomarkdown}<script>alert(1)</script>{:/}',
  '*[a]: " onclick="alert(1)\n\na',
  '[^" onclick="x]\n\n[^" onclick="x]: a',
  '``` " onclick="x\na\n```',
])('%j runs nothing when it was escaped', (text) => {
  for (const given of [escapeMarkup(text), text.replaceAll(/[<>"']/g, '')]) {
    const made = renderAsJekyll(given);
    const bare = made.replaceAll(/="[^"]*"/g, '=""');
    expect(bare).not.toMatch(/<[^>]*\son\w+=/i);
    expect(made.replaceAll(/[\0-\x20]/g, '')).not.toMatch(
      /(?:href|src)="(?:javascript|vbscript|data):|<script/i,
    );
  }
});

test('addresses with spaces are links, as in files', () => {
  expect(renderAsJekyll('[a](/b c)')).toBe('<p><a href="/b c">a</a></p>\n');
  expect(renderAsJekyll('[a](sms:1)')).toBe('<p><a href="sms:1">a</a></p>\n');
});
