import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameIn } from '../../../admin/ui/src/files/shown-name.ts';

test.each([
  ['content/posts/one-hand.md', [], 'content/posts/', 'one-hand', '.md'],
  ['content/posts/2024/one.md', [], 'content/posts/', '2024/one', '.md'],
  ['content/posts/2024/one.md', ['content/'], 'content/posts/', '2024/one', '.md'],
  ['content/posts/2024/one.md', ['content/posts/2024/'], 'content/posts/2024/', 'one', '.md'],
  ['content/posts/2024/one.md', ['content/posts/2024', 'assets/'], 'content/posts/2024/', 'one', '.md'],
  ['content/posts/one.md', ['content/posts/one.md'], 'content/posts/', 'one', '.md'],
  ['assets/boats/anna.v2.jpg', [], 'assets/', 'boats/anna.v2', '.jpg'],
  ['data/hours.yaml', ['data/'], 'data/', 'hours', '.yaml'],
  ['data/hours.fields.yaml', [], 'data/', 'hours.fields', '.yaml'],
  ['site.yaml', [], '', 'site', '.yaml'],
  ['assets/.well-known', [], 'assets/', '.well-known', ''],
])('%s of who is bound to %j', (path, prefixes, before, name, after) => {
  expect(nameIn(path, prefixes)).toEqual({ before, name, after });
});

test('the parts are the path, whatever it and the folders are', () => {
  const part = fc.stringMatching(/^[a-z.-]{1,5}$/);
  const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(path, fc.array(path, { maxLength: 3 }), (one, prefixes) => {
      const { before, name, after } = nameIn(one, prefixes);
      expect(before + name + after).toBe(one);
      expect(before === '' || before.endsWith('/')).toBe(true);
    }),
  );
});
