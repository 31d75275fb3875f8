import { expect, test } from 'vitest';
import { readConfig, toDeploy, wantsEdge } from '../../cli/deploy/config.ts';

const facts = { namespace: 'cafe', siteUrl: 'https://neap.example' };

test('the deployed site Worker has no way to the admin Worker', () => {
  const config = toDeploy(readConfig('wrangler.toml'), facts);
  expect(config.services?.some(({ binding }) => binding === 'ADMIN')).toBe(false);
});

test('six isolates that are busy all day take at most a third of the reads of the free plan', () => {
  const { vars } = toDeploy(readConfig('wrangler.toml'), facts);
  const looks = (6 * 86_400) / Number(vars?.FRESH_LOOK);
  expect(looks).toBeLessThanOrEqual(100_000 / 3);
});

test.each(['wrangler.toml', 'admin/wrangler.toml'])('%s keeps its logs, deployed as well', (path) => {
  expect(toDeploy(readConfig(path), facts)).toMatchObject({ observability: { enabled: true } });
});

test('deployed isolates look for a new release every 16 s, not at every request', () => {
  const { vars } = toDeploy(readConfig('wrangler.toml'), facts);
  expect(vars).toMatchObject({ FRESH_LOOK: '16', FRESH_WAIT: '30' });
});

test('what is deployed is small, as every start pays for its bytes', () => {
  expect(toDeploy(readConfig('admin/wrangler.toml'), facts)).toMatchObject({
    minify: true,
    keep_names: false,
  });
});

test('what is bundled already is deployed as it is', () => {
  expect(toDeploy(readConfig('wrangler.toml'), { ...facts, bundled: 'build/site/index.js' })).toMatchObject({
    main: 'build/site/index.js',
    no_bundle: true,
  });
});

test('what an operator has set is deployed as it is', () => {
  const own = {
    name: 'mine',
    minify: false,
    keep_names: false,
    kv_namespaces: [{ binding: 'KV' }, { binding: 'OTHER', id: 'beef' }],
    services: [{ binding: 'PREVIEW', service: 'meniscus-admin' }],
    vars: { FRESH_WAIT: '60', SITE_URL: 'https://mine.example', SITE: 'second' },
    routes: [{ pattern: 'mine.example', custom_domain: true }],
  };
  expect(toDeploy(own, facts)).toEqual({
    ...own,
    kv_namespaces: [
      { binding: 'KV', id: 'cafe' },
      { binding: 'OTHER', id: 'beef' },
    ],
  });
});

test("the admin's localhost becomes the site's URL once that is known, and nothing before", () => {
  const config = readConfig('admin/wrangler.toml');
  expect(toDeploy(config, facts).vars?.SITE_URL).toBe('https://neap.example');
  expect(toDeploy(config, { namespace: 'cafe' }).vars).not.toHaveProperty('SITE_URL');
});

test('the Workers Cache is in front of the inner entrypoint only, and only where it is wanted', () => {
  const config = readConfig('wrangler.toml');
  expect(wantsEdge(config)).toBe(false);
  expect(toDeploy(config, facts)).not.toHaveProperty('cache');
  expect(toDeploy(config, facts)).not.toHaveProperty('exports');
  expect(wantsEdge({ ...config, vars: { EDGE_CACHE: 'on' } })).toBe(true);
  expect(toDeploy(config, { ...facts, edge: true })).toMatchObject({
    cache: { enabled: true },
    exports: {
      default: { type: 'worker', cache: { enabled: false } },
      EdgePages: { type: 'worker', cache: { enabled: true } },
    },
  });
});

test('a cache that would show old pages, and a word that says nothing, are refused', () => {
  const config = readConfig('wrangler.toml');
  expect(() => wantsEdge({ ...config, cache: { enabled: true } })).toThrow(
    /Remove it, and set EDGE_CACHE = "on"/,
  );
  expect(() => wantsEdge({ ...config, exports: { default: { cache: { enabled: true } } } })).toThrow(
    'The [exports.default.cache] of wrangler.toml would keep',
  );
  expect(() => wantsEdge({ ...config, vars: { EDGE_CACHE: true } })).toThrow(
    'EDGE_CACHE in [vars] of wrangler.toml is true. It can be "on" or "off".',
  );
});
