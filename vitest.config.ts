import { availableParallelism } from 'node:os';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { inOne } from './test/support/in-one.ts';
import { LongFirst } from './test/support/long-first.ts';

const compatibilityDate = '2026-11-01';

/** A busy machine is slow, not wrong: a test that hangs is told from one that waits by a lot. */
const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

/** Files that take turns in one workerd: starting it, and loading our code into it, takes longer than most of them. */
const inTurns = { isolate: false, setupFiles: ['./test/support/anew.ts'] };

/** One project a runtime: plain Node for pure code, and workerd once for each Worker, with real KV and Durable Objects. */
export default defineConfig({
  test: {
    // vitest leaves a core to itself, which on two cores is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'node',
          ...patience,
          include: ['test/{schema,site,liquid,move-in,tree,editor}/**/*.test.ts'],
        },
      },
      {
        plugins: [
          inOne('worker/index.ts', 'test/worker'),
          cloudflareTest({
            main: './worker/index.ts',
            miniflare: {
              compatibilityDate,
              kvNamespaces: ['KV'],
              bindings: { SITE: 'main', FRESH_LOOK: '0', FRESH_WAIT: '0' },
            },
          }),
        ],
        test: {
          name: 'worker',
          ...inTurns,
          ...patience,
          include: ['test/worker/**/*.test.ts'],
          globalSetup: ['./test/backend/setup.ts'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: './test/store/worker.ts',
            miniflare: {
              compatibilityDate,
              kvNamespaces: ['KV'],
              durableObjects: { SITE_OBJECT: { className: 'SiteObject', useSQLite: true } },
              bindings: { SITE: 'main' },
            },
          }),
        ],
        test: { name: 'store', ...inTurns, ...patience, include: ['test/store/**/*.test.ts'] },
      },
      {
        plugins: [
          inOne('admin/index.ts', 'test/admin'),
          cloudflareTest({
            main: './admin/index.ts',
            miniflare: {
              compatibilityDate,
              kvNamespaces: ['KV'],
              durableObjects: { SITE_OBJECT: { className: 'SiteObject', useSQLite: true } },
              ratelimits: { BAD_TOKENS: { namespace_id: '1001', simple: { limit: 30, period: 60 } } },
              bindings: {
                SITE: 'main',
                ADMIN_TOKEN: 'test-token-of-the-operator',
                SITE_URL: 'https://site.test',
                FRESH_WAIT: '30',
              },
            },
          }),
        ],
        test: { name: 'admin', ...inTurns, ...patience, include: ['test/admin/**/*.test.ts'] },
      },
      {
        test: {
          name: 'cli',
          // After what runs in memory: these start servers, and some of them watch the time.
          sequence: { groupOrder: 1 },
          include: ['test/{cli,runtime}/**/*.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'ui',
          sequence: { groupOrder: 2 },
          include: ['test/ui/**/*.test.ts'],
          globalSetup: ['./test/ui/support/setup.ts'],
          // One server and two cores: files take turns.
          fileParallelism: false,
          ...patience,
          // A browser on a busy machine loses a race now and then; what is wrong fails twice.
          retry: 1,
        },
      },
    ],
  },
});
