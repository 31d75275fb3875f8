import { expect, test } from 'vitest';
import { soak } from '../soak/soak.ts';

test('a short soak loses no edit, shows no visitor an error or two releases at once, and keeps its memory', async () => {
  const report = await soak({ seconds: 20, readers: 4, editors: 3, kills: 1_500 });
  expect(report.ok, String(report)).toBe(true);
  // It did what it says.
  expect(report.requests).toBeGreaterThan(50);
  expect(report.edits).toBeGreaterThan(5);
  expect(report.publishes).toBeGreaterThan(2);
  expect(report.kills).toBeGreaterThan(2);
  expect(report.injected).toBeGreaterThan(0);
});
