import { expect, test } from 'vitest';
import { argumentAt, paramText } from '../../admin/ui/src/code/names/arguments.ts';
import { compileFile } from '../../site/files/compile-file.ts';

test.each([
  [' render "card", ', { partial: 'card', typed: '', given: [] }],
  ["- render 'posts/card', ti", { partial: 'posts/card', typed: 'ti', given: [] }],
  [' render "card", title: page.title, b', { partial: 'card', typed: 'b', given: ['title'] }],
  [' render "card",\n  title: "a, b", \n  ', { partial: 'card', typed: '', given: ['title'] }],
  [' include "card", x: 1, ', { partial: 'card', typed: '', given: ['x'] }],
  [' render "card" for posts as post, ', { partial: 'card', typed: '', given: [] }],
  [' liquid\n  assign a = 1\n  render "card", a: a, ', { partial: 'card', typed: '', given: ['a'] }],
])('the name of an argument may come next in {%%%s', (tag, place) => {
  expect(argumentAt(tag)).toEqual(place);
});

test.each([
  ' render "card"',
  ' render "card", title: ',
  ' render "card", title: pa',
  ' render "card", title: "a, ',
  ' render "card',
  ' assign a = b, ',
  ' liquid\n  render "card", a: b\n  assign c = d, ',
  ' prerender "card", ',
])('none may in {%%%s', (tag) => {
  expect(argumentAt(tag)).toBeUndefined();
});

test('parameters say their type, whether they must be there, and what they are', () => {
  const { facts } = compileFile(
    'partials/card.liquid',
    '{% doc %}\n@param {text} title - The heading\n@param [link]\n{% enddoc %}',
  );
  expect(facts.doc?.map(paramText)).toEqual(['text, required: The heading', 'may be left out']);
});
