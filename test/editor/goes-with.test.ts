import { expect, test } from 'vitest';
import { goesWith } from '../../admin/ui/src/releases/goes-with.ts';

test('the pictures and files that a post names go live with it, and nothing else', () => {
  const files = [
    'assets/boat.jpg',
    'assets/boat-480w.webp',
    'assets/gone-480w.webp',
    'assets/other-480w.webp',
    'assets/2024/map.pdf',
    'assets/a.png',
    'assets/seal.png',
    'pages/a.liquid',
  ];
  const text = [
    '---',
    'title: a.png',
    'hero:',
    '  image: "seal.png"',
    '---',
    '![A](/assets/gone.png) [map](/assets/2024/map.pdf) ![B](/assets/boat.jpg) ![B](/assets/boat.jpg)',
    'pages/a.liquid is no picture, and seal.png a word',
  ].join('\n');
  expect(goesWith(text, files).sort()).toEqual([
    'assets/2024/map.pdf',
    'assets/a.png',
    'assets/boat-480w.webp',
    'assets/boat.jpg',
    'assets/seal.png',
  ]);
  expect(goesWith('A word: boat.jpg in a text', files)).toEqual([]);
});
