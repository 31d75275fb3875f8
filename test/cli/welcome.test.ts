import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeHeadline, putCommand } from '../../cli/welcome.ts';

/** What a shell hands to curl: a function of that name that prints the argument after --data-binary. */
function pasted(command: string): string {
  return execFileSync('sh', ['-c', `curl() { printf %s "$7"; }\n${command}\n`], { encoding: 'utf8' });
}

test('whatever is in the page, the shell hands it to curl unchanged', () => {
  const text = fc
    .string({ unit: fc.constantFrom(...`a'"\\$\`!%{}&;|<>*?~#\n\t é`) })
    .filter((value) => value.trimEnd() === value);
  fc.assert(
    fc.property(text, (source) => {
      expect(pasted(putCommand('http://admin.localhost:8787/x?publish=1', 'token', source))).toBe(source);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('the headline changes and nothing else', () => {
  const home = '---\ntitle: A\nheadline: Old.\nlede: B\n---\n<h1>{{ page.headline }}</h1>\n';
  expect(changeHeadline(home)).toBe(home.replace('Old.', 'Hello from curl.'));
});

test('a home page without a headline, or too long to paste, gets no such command', () => {
  expect(changeHeadline('<h1>Mine</h1>')).toBeUndefined();
  expect(changeHeadline(`headline: Old.\n${'x'.repeat(3_000)}`)).toBeUndefined();
});
