import { expect, test } from 'vitest';
import { sameSheets } from '../../cli/move-in/compare/style-sheet.ts';

test.each([
  ['a { color: white; }', '/* x */ a{color:#FFFFFF}'],
  ['a { width: calc(100% - (2 * 3px)) }', 'a{width:calc(100% - 2 * 3px)}'],
  ['a { color: rgb(22.9483, 86.2541, 168.5517); opacity: 0.5 }', 'a{color:#1756a9;opacity:.5}'],
  ['[for="a"]{top:.33333333%}', "[for='a']{top:.33333%}"],
  ['@media print{a{b:c}} d{e:f}', 'd{e:f}@media print { a { b: c } }'],
  ['a{width:100% / 3}', 'a { width: 100%/3 }'],
  ['a{b:c}d{e:f}a{g:h}', 'a{b:c;g:h}d{e:f}'],
  ['a{color:#4d4d4d;b:red}', 'a{color:hsl(0, 0%, 30%);b:#f00}'],
  ['a{color:#676767}', 'a{color:#666}'],
  ['a{border:1px solid hsl(210,50%,40%)}', 'a{border:1px solid #369}'],
  ['a{b:transparent}', 'a { b: rgba(0, 0, 0, 0) }'],
  ['a{color:#1b1b1eba}', 'a{color:rgba(27,27,30,.7294117647)}'],
  ['a{content:"\\2022"}', 'a{content:"•"}'],
])('%s is the style sheet %s', (one, two) => {
  expect(sameSheets(one, two)).toBe(true);
});

test.each([
  ['a{color:#fff}', 'a{color:#ffe}'],
  ['a{b:c}', 'd{b:c}'],
  ['a{b:c}', '@media print{a{b:c}}'],
  ['a{b:c;d:e}', 'a{b:c}'],
  ['a{width:1.5px}', 'a{width:1.6px}'],
  ['a{color:#676767}', 'a{color:#656565}'],
  ['a{color:red}', 'a{color:#f20}'],
  ['a{color:#1b1b1eba}', 'a{color:rgba(27,27,30,.8)}'],
  ['a{content:"\\2022"}', 'a{content:"-"}'],
  ['a{font:tan}', 'a{font:tan2}'],
  ['a{color:#676767}', 'a{color:#676767;b:#666}'],
])('%s is another than %s', (one, two) => {
  expect(sameSheets(one, two)).toBe(false);
});
