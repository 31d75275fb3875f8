import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as generated from '../../worker/previews/scripts.generated.ts';

test.each([
  ['draw.js', generated.DRAW],
  ['live.js', generated.LIVE],
])('%s is what the site Worker sends: else `npm run preview-scripts` makes it again', (name, sent) => {
  const script = readFileSync(new URL(`../../worker/previews/scripts/${name}`, import.meta.url), 'utf8');
  expect(sent).toBe(script.replace(/^\/\/.*\n/gm, ''));
  expect(sent).toContain('(() => {');
});
