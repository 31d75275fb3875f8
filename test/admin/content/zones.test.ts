import { reset } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

test('dates are shown in the time zone of the site, or in one that a template names', async () => {
  await put('site.yaml', 'timezone: Europe/Lisbon\ntimezones: [Asia/Tokyo]\n');
  await put(
    'pages/index.liquid',
    `{% assign at = "2024-07-01 23:30 +00:00" %}{{ at | date: "%F %H:%M %:z" }}|{{ at | date: "%F %H:%M", "Asia/Tokyo" }}|{{ "2024-01-01 08:00" | date: "%H:%M %:z" }}|{{ "2024-07-01" | date: "%F" }}|{{ at | date: "%H", "UTC" }}|{{ site.timezone }}`,
  );
  expect((await call('POST', '/publish')).body).toMatchObject({ state: 'live' });
  expect((await visit('/')).text).toBe(
    '2024-07-02 00:30 +01:00|2024-07-02 08:30|08:00 +00:00|2024-07-01|23|Europe/Lisbon',
  );
});
