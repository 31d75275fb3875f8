import { expect, test } from 'vitest';
import { renderAsJekyll } from '../../../site/markdown/values-kramdown.ts';

/** What kramdown 2.4 writes, to the byte but for `<br>` and `<hr>`. */
test.each([
  ['a\n\nb', '<p>a</p>\n\n<p>b</p>\n'],
  ['a \nb\n\tc', '<p>a \nb\n\tc</p>\n'],
  ['# a\nb', '<h1 id="a">a</h1>\n<p>b</p>\n'],
  [
    '> a\n>\n> * b\n> * c',
    '<blockquote>\n  <p>a</p>\n\n  <ul>\n    <li>b</li>\n    <li>c</li>\n  </ul>\n</blockquote>\n',
  ],
  ['* a\n  * b\n* c', '<ul>\n  <li>a\n    <ul>\n      <li>b</li>\n    </ul>\n  </li>\n  <li>c</li>\n</ul>\n'],
  ['1. a\n\n   b', '<ol>\n  <li>\n    <p>a</p>\n\n    <p>b</p>\n  </li>\n</ol>\n'],
  ['a\n\n{: .x}\nb', '<p>a</p>\n\n<p class="x">b</p>\n'],
  [
    'a | b\n--|--\n1 | 2',
    '<table>\n  <thead>\n    <tr>\n      <th>a</th>\n      <th>b</th>\n    </tr>\n  </thead>\n  <tbody>\n    <tr>\n      <td>1</td>\n      <td>2</td>\n    </tr>\n  </tbody>\n</table>\n',
  ],
  ['t\n: d\n\n: e', '<dl>\n  <dt>t</dt>\n  <dd>d</dd>\n  <dd>\n    <p>e</p>\n  </dd>\n</dl>\n'],
  ['a\n\n{::comment more /}\n\nb', '<p>a</p>\n\n<p>b</p>\n'],
])('writes %j as kramdown does', (text, html) => {
  expect(renderAsJekyll(text)).toBe(html);
});
