import { expect, test } from 'vitest';
import { soak } from '../soak/soak.ts';

test('a short soak loses no edit, shows no visitor an error or two releases at once, and keeps its memory', async () => {
  const report = await soak({
    seconds: 12,
    readers: 4,
    editors: 3,
    kills: 1_500,
    // It did what it says.
    enough: ({ requests, edits, publishes, kills, injected }) =>
      requests > 50 && edits > 5 && publishes > 2 && kills > 3 && injected > 0,
  });
  expect(report.ok, String(report)).toBe(true);
  expect(report.requests).toBeGreaterThan(50);
  expect(report.edits).toBeGreaterThan(5);
  expect(report.publishes).toBeGreaterThan(2);
  expect(report.kills).toBeGreaterThan(3);
  expect(report.injected).toBeGreaterThan(0);
});
