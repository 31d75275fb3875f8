import { expect, test } from 'vitest';
import { formIn } from '../../admin/ui/src/language/forms.ts';
import { positionAt } from '../../site/files/position.ts';
import { partsOf } from '../../site/forms/parts-of.ts';
import { saidAt } from '../../site/forms/said-at.ts';

const PATH = 'content/posts/a.md';
const TEXT = '---\ntitle: A\nauthor: nobody\ntags: [one, two]\nseo:\n  image: gone.png\n---\nbelow\n';

function said(found: Readonly<Record<string, string>>) {
  const { form } = formIn(PATH, TEXT, new Map());
  if (!form) throw new Error('it has a form');
  const diagnostics = Object.entries(found).map(([at, message]) => {
    const start = positionAt(TEXT, at === '' ? 0 : TEXT.indexOf(at));
    return { severity: 'error' as const, code: 'x', message, start, end: start };
  });
  const { at, rest } = saidAt(diagnostics, form.controls, form.places, partsOf(PATH, TEXT).body);
  return {
    at: Object.fromEntries([...at].map(([path, each]) => [path, each.map(({ message }) => message)])),
    rest: rest.map(({ message }) => message),
  };
}

test('what the server says is shown at the field that it is about', () => {
  expect(
    said({ nobody: 'no such author', 'gone.png': 'no such file', two: 'bad tag', '': 'too long' }),
  ).toEqual({
    at: { author: ['no such author'], 'seo.image': ['no such file'], tags: ['bad tag'] },
    rest: ['too long'],
  });
});

test('what is said of the text is left to it, and of what a field says by itself it is said once', () => {
  expect(said({ below: 'bad Liquid' })).toEqual({ at: {}, rest: [] });
  const fields = new Map([['content/posts/_collection.yaml', 'fields:\n  title: { type: text, min: 3 }\n']]);
  const { form } = formIn(PATH, TEXT, fields);
  const problem = form?.controls.find(({ path }) => path[0] === 'title')?.problems[0]?.message ?? '';
  expect(problem).not.toBe('');
  const start = positionAt(TEXT, TEXT.indexOf('A\n'));
  const same = {
    severity: 'error' as const,
    code: 'x',
    message: `title ${problem.toLowerCase()}`,
    start,
    end: start,
  };
  const { at, rest } = saidAt([same], form?.controls ?? [], form?.places ?? []);
  expect([at.size, rest]).toEqual([0, []]);
});
