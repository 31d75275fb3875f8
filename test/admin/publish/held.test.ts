import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { RENDERS } from '../../../admin/store/renders.ts';
import { call } from '../api.ts';

beforeEach(() => reset());

/** About half of what a render may take. */
const SLOW = '{% for i in (1..120000) %}{% assign a = i %}{% assign b = i %}{% endfor %}';
const PAGES = 24;
/** The same for liquidjs, which is slower. */
const SLOW_THERE = SLOW.replace('120000', '20000');

async function site(files: Readonly<Record<string, string>>): Promise<void> {
  const edits = Object.entries(files).map(([path, text]) => ({ path, text }));
  expect((await call('POST', '/batch', { edits })).status).toBe(200);
}

const slowPages = (count: number, text = SLOW) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`pages/slow-${n}.liquid`, text]));

async function tokenOf(name: string): Promise<Record<string, string>> {
  const { body } = await call('POST', '/tokens', { name, scopes: ['write'] });
  return { authorization: `Bearer ${body.secret}` };
}

/** Asks for the status again and again while `work` is done: how often it was answered, and what the longest wait was. */
async function whileDoing(what: string, work: Promise<unknown>) {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  const began = performance.now();
  let answers = 0;
  let longest = 0;
  while (!done) {
    const asked = performance.now();
    expect((await call('GET', '/status')).status).toBe(200);
    longest = Math.max(longest, performance.now() - asked);
    if (!done) answers += 1;
  }
  await ended;
  const took = performance.now() - began;
  console.log(`${what}: ${took.toFixed(0)} ms, the longest wait of GET /status ${longest.toFixed(0)} ms`);
  return { answers };
}

describe('the status is answered between any two renders', { timeout: 120_000 }, () => {
  test('of a publish', async () => {
    await site(slowPages(PAGES));
    const { answers } = await whileDoing(`a publish of ${PAGES} slow pages`, call('POST', '/publish'));
    expect(answers).toBeGreaterThan(PAGES / 2);
  });

  test('of a publish that asks liquidjs too', async () => {
    await site({ 'site.yaml': 'compare: liquidjs', ...slowPages(PAGES / 4, SLOW_THERE) });
    const { answers } = await whileDoing(`a publish of ${PAGES / 4} with liquidjs`, call('POST', '/publish'));
    expect(answers).toBeGreaterThan(PAGES / 2);
  });

  test('of a comparison', async () => {
    await site(slowPages(PAGES / 4, SLOW_THERE));
    const { answers } = await whileDoing(`a comparison of ${PAGES / 4}`, call('POST', '/compare', {}));
    expect(answers).toBeGreaterThan(PAGES / 2);
  });

  test('of many callers at once', async () => {
    await site(slowPages(1));
    const tokens = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(tokenOf));
    const renders = tokens.flatMap((token) =>
      Array.from({ length: RENDERS }, () => call('POST', '/render', { url: '/slow-0' }, token)),
    );
    const all = Promise.all(renders).then((answers) => {
      for (const { status, body } of answers) expect([status, body.status]).toEqual([200, 200]);
    });
    const { answers } = await whileDoing(`${renders.length} renders of ${tokens.length} callers`, all);
    // Each takes some turns of the object: who can say who it is, and then what it is.
    expect(answers).toBeGreaterThan(renders.length / 4);
  });

  test('of a look at what differs on a page', async () => {
    await site(slowPages(1));
    await call('POST', '/publish');
    const looks = Promise.all(Array.from({ length: RENDERS }, () => call('GET', '/diff?url=/slow-0')));
    const { answers } = await whileDoing(`${RENDERS} looks at what differs`, looks);
    expect(answers).toBeGreaterThan(RENDERS / 2);
  });

  test('and while a large site is validated', async () => {
    const pages = Array.from({ length: 6_000 }, (_, n) => [`pages/p${n}.liquid`, `{{ page.path }} ${n}`]);
    await site(Object.fromEntries(pages));
    const { answers } = await whileDoing('validating 6,000 files', call('POST', '/validate', {}));
    expect(answers).toBeGreaterThan(3);
  });
});

test('a comparison ends before it takes more than the platform gives a call', async () => {
  const endless = '{% for i in (1..9999999) %}{{ i }}{% endfor %}';
  await site(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`pages/endless-${n}.liquid`, endless])));
  expect((await call('POST', '/compare', {})).body.compared).toBe(3);
});

describe('one caller', { timeout: 60_000 }, () => {
  const asks: readonly [string, string, object | undefined][] = [
    ['POST', '/render', { url: '/slow-0' }],
    ['POST', '/compare', { url: '/slow-0' }],
    ['POST', '/validate', { files: { 'pages/slow-0.liquid': SLOW } }],
    ['GET', '/diff?url=/slow-0', undefined],
  ];

  test.each(asks)('has a few renders under way: %s %s', async (method, path, body) => {
    await site(slowPages(1, path === '/compare' ? SLOW_THERE : SLOW));
    const [mine, theirs] = [await tokenOf('mine'), await tokenOf('theirs')];
    const many = Array.from({ length: 3 * RENDERS }, () => call(method, path, body, mine));
    const other = call(method, path, body, theirs);
    const answers = await Promise.all(many);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(RENDERS);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body: problem, headers } of refused) {
      expect(status).toBe(429);
      expect(problem).toMatchObject({ code: 'rate_limited', rule: 'renders_under_way', limit: RENDERS });
      expect(Number(headers.get('retry-after'))).toBe(problem.retryAfter);
      expect(problem.retryAfter).toBeGreaterThanOrEqual(1);
    }
    expect((await other).status).toBe(200);
    expect((await call(method, path, body, mine)).status).toBe(200);
  });

  test('that was refused, or whose render failed, has none under way', async () => {
    await site({ 'pages/index.liquid': '{{ 1 | divided_by: 0 }}' });
    for (let n = 0; n < 2 * RENDERS; n++) {
      expect((await call('POST', '/render', { page: 'pages/none.liquid' })).status).toBe(404);
      expect((await call('POST', '/render', { url: '/' })).body.status).toBe(500);
      expect((await call('POST', '/validate', { files: { '../x': '' } })).status).toBe(422);
    }
    expect((await call('POST', '/render', { url: '/' })).status).toBe(200);
  });
});
