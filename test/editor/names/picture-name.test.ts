import { expect, test } from 'vitest';
import { assetNamed, fileNamed, nameFor } from '../../../admin/ui/src/form/picture/picture-name.ts';

test.each([
  ['', undefined],
  ['boat.jpg', 'assets/boat.jpg'],
  ['boats/anna.jpg', 'assets/boats/anna.jpg'],
  ['/assets/boat.jpg', 'assets/boat.jpg'],
  ['/favicon.svg', 'public/favicon.svg'],
  ['//cdn.example/boat.jpg', undefined],
  ['https://cdn.example/boat.jpg', undefined],
  ['data:image/png;base64,AA', undefined],
])('an image field with %j shows %j', (value, path) => {
  expect(fileNamed(value)).toBe(path);
});

test('a file of public/ has no text of a picture in assets/ that is called the same', () => {
  expect(
    ['boat.jpg', '/assets/boat.jpg', '/boat.jpg', 'https://cdn.example/boat.jpg', ''].map(assetNamed),
  ).toEqual(['assets/boat.jpg', 'assets/boat.jpg', undefined, undefined, undefined]);
});

test('another picture is named in the way of the one before it, and found again by that', () => {
  for (const before of ['', 'old.jpg', '/assets/old.jpg', '/favicon.svg', 'https://cdn.example/boat.jpg']) {
    const name = nameFor('assets/boats/new.jpg', before);
    expect([before, name]).toEqual([
      before,
      before === '/assets/old.jpg' ? '/assets/boats/new.jpg' : 'boats/new.jpg',
    ]);
    expect(fileNamed(name)).toBe('assets/boats/new.jpg');
  }
});
