import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { nameIn, typedName } from '../../../admin/ui/src/files/shown-name.ts';
import { follow, noteChange, noteRefused, pathAfter } from '../../../admin/ui/src/form/moved-path.ts';
import { withAlt } from '../../../admin/ui/src/media/alt-edit.ts';
import type { Change } from '../../../site/forms/yaml/value.ts';

describe('a value that something is on its way to', () => {
  /** The lists of a small file, of marked items. */
  const list = fc.integer({ min: 1, max: 6 });
  const step = fc.record({ kind: fc.constantFrom('insert', 'remove', 'move'), a: fc.nat(5), b: fc.nat(5) });

  test('is where its item is after any adds, moves and removals', () => {
    fc.assert(
      fc.property(list, fc.nat(5), fc.array(step, { maxLength: 8 }), (length, start, steps) => {
        const items = Array.from({ length }, (_, at) => `${at}`);
        const mine = items[start % length];
        const followed = follow('data/a.yaml', ['photos', start % length, 'file']);
        for (const { kind, a, b } of steps) {
          const change = changeOf(kind, a, b, items);
          if (!change) continue;
          noteChange('data/other.yaml', change);
          noteChange('data/a.yaml', change);
        }
        const at = items.indexOf(mine ?? '');
        expect(followed.path).toEqual(at < 0 ? undefined : ['photos', at, 'file']);
        followed.stop();
      }),
    );
  });

  /** Makes a change of the list, and says it as the form does. */
  function changeOf(kind: string, a: number, b: number, items: string[]): Change | undefined {
    if (kind === 'insert') {
      const at = a % (items.length + 1);
      items.splice(at, 0, 'new');
      return { kind, path: ['photos'], at, value: 'new' };
    }
    if (items.length === 0) return undefined;
    const from = a % items.length;
    const [item = ''] = items.splice(from, 1);
    if (kind === 'remove') return { kind, path: ['photos', from] };
    const to = b % (items.length + 1);
    items.splice(to, 0, item);
    return { kind: 'move', path: ['photos'], from, to };
  }

  test('stays where other lists change, goes with a key above it, and is lost where a change was refused', () => {
    const path = ['photos', 1, 'file'];
    expect(pathAfter(path, { kind: 'remove', path: ['others', 0] })).toEqual(path);
    expect(pathAfter(path, { kind: 'remove', path: ['photos', 1, 'alt'] })).toEqual(path);
    // An emptied field is a key that is taken away: what comes fills it again.
    expect(pathAfter(path, { kind: 'remove', path })).toEqual(path);
    expect(pathAfter(path, { kind: 'remove', path: ['photos'] })).toBeUndefined();
    expect(pathAfter(path, { kind: 'insert', path: ['photos', 1, 'sizes'], at: 0, value: 1 })).toEqual(path);
    const followed = follow('a', path);
    noteRefused('a', { kind: 'set', path, value: 'x' });
    expect(followed.path).toEqual(path);
    noteRefused('a', { kind: 'move', path: ['photos'], from: 0, to: 1 });
    expect(followed.path).toBeUndefined();
    followed.stop();
  });
});

test('the text of a picture is put into what the file is now', () => {
  const edited = (text: string) => {
    const { text: after } = { text: '', ...withAlt(text, 'boat.jpg', 'A boat') };
    return parse(after);
  };
  expect(edited('')).toEqual({ 'boat.jpg': { alt: 'A boat' } });
  expect(edited('boat.jpg: Old\n')).toEqual({ 'boat.jpg': 'A boat' });
  expect(edited('boat.jpg:\n  alt: Old\n  credit: Ives\n')).toEqual({
    'boat.jpg': { alt: 'A boat', credit: 'Ives' },
  });
  expect(withAlt('boat.jpg: [\n', 'boat.jpg', 'A boat').ok).toBe(false);
});

test('who types the ending of a new name means the name with it', () => {
  const post = nameIn('content/posts/one.md', []);
  expect(post).toEqual({ before: 'content/posts/', name: 'one', after: '.md' });
  for (const typed of ['two', ' two ', 'two.md', 'two.MD ']) expect(typedName(typed, post)).toBe('two');
  expect(typedName('two.txt', post)).toBe('two.txt');
  expect(typedName('.md', post)).toBe('');
  expect(typedName('a.md', { before: '', name: 'content/posts/one.md', after: '' })).toBe('a.md');
});
