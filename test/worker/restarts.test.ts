import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

/** Each is a pack of its own, and read when the render comes to it, since nobody knows its name before. */
const PARTIALS = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    `partials/p${at}.liquid`,
    `${at} {% comment %}${'x'.repeat(10)}{% endcomment %}${'-'.repeat(140_000)}`,
  ]),
);

const page = (operations: number) =>
  `{% for i in (1..${operations / 2}) %}{% endfor %}{% for i in (0..11) %}{% assign name = "p" | append: i %}{% include name %}{% endfor %}`;

beforeEach(() => reset());

describe('a page that begins again for each file that it misses', () => {
  test('is whole where it takes little', async () => {
    await publishTo(env.KV, await buildSite({ ...PARTIALS, 'pages/index.liquid': page(10_000) }));
    const { status, text } = await isolate()('/');
    expect([status, text.match(/\d+ /g)?.length]).toEqual([200, 12]);
  });

  test('takes three budgets at most in one visit, and goes on from there in the next', async () => {
    await publishTo(env.KV, await buildSite({ ...PARTIALS, 'pages/index.liquid': page(800_000) }));
    const visit = isolate();
    const statuses: number[] = [];
    while (statuses.length < 12 && statuses.at(-1) !== 200) statuses.push((await visit('/')).status);
    // Three or four of twelve files each time.
    expect(statuses.slice(0, -1)).toEqual(statuses.slice(1).map(() => 500));
    expect(statuses.at(-1)).toBe(200);
    expect(statuses.length).toBeGreaterThan(2);
    expect(statuses.length).toBeLessThan(6);
    // What the isolate has in memory is there at once: nothing begins again.
    expect((await visit('/')).status).toBe(200);
  });
});
