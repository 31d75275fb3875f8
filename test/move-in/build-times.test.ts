import { expect, test } from 'vitest';
import { differInBuildTimes } from '../../cli/move-in/compare/build-times.ts';

const NOW = Date.UTC(2024, 4, 31, 12);

test.each([
  ["cache = 'x-20240530.110102'", "cache = 'x-20240531.120000'"],
  ['built 2019-01-02T03:04:05+02:00', 'built 2024-05-31T12:00:00+00:00'],
  ['site.css?v=1546398245', 'site.css?v=1717156800'],
  ['2024-05-01, then 2024/05/30', '2024-05-01, then 2024/05/31'],
])('%j differs from %j in when it was built', (old, now) => {
  expect(differInBuildTimes(old, now, NOW)).toBe(true);
});

test.each([
  ['on 2019-01-02', 'on 2019-01-03'], // a date of the text
  ['on 2024-05-30 a', 'on 2024-05-31 b'],
  ['on 2024-05-30', 'on 2024-05-31 and 2024-05-31'],
  ['20240530', 'none'],
  ['same', 'same'],
])('%j differs from %j in more', (old, now) => {
  expect(differInBuildTimes(old, now, NOW)).toBe(false);
});
