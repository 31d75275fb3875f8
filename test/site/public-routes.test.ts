import { expect, test } from 'vitest';
import { checkSite } from '../../site/check/check.ts';
import { compileFile } from '../../site/files/compile-file.ts';

test.each([
  ['public/about', 'public_hidden', 'warning'],
  ['public/old', 'public_hidden', 'warning'],
  ['public/assets/a.css', 'route', 'error'],
  ['public/_preview/a', 'route', 'error'],
])('%s, which would never be seen, is told of: %s', (path, code, severity) => {
  const texts = {
    'site.yaml': 'redirects: { /old: /about }',
    'pages/about.liquid': '',
    'public/other.txt': '',
    [path]: '',
  };
  const facts = new Map(Object.entries(texts).map(([each, text]) => [each, compileFile(each, text).facts]));
  expect(checkSite(facts)).toMatchObject([{ path, code, severity }]);
});
