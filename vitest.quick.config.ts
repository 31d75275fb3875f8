import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import config from './vitest.config.ts';

/** Projects that build, start or browse something; and the store's, which the admin's tests use from end to end. */
const SLOW_PROJECTS = ['cli', 'store', 'ui'];

const files = (folder: string, names: string) =>
  names.split(' ').map((name) => `test/${folder}/${name}.test.ts`);

/** Files that take seconds by their purpose: many inputs, hostile ones, large ones. `npm test` runs them. */
export const LONG = [
  ...files('liquid', 'differential fuzz hostile large memory'),
  ...files(
    'site',
    'content/kept-packs content/large content/limits content/one-pack content/seen-before exact forms/edit-yaml manifest',
  ),
  ...files(
    'site',
    'places-differential redirects release/bodies release/long-rows release/made-rows release/part-of-a-store yaml',
  ),
  ...files('site', 'markdown/differential markdown/highlight markdown/long-texts markdown/pathological'),
  ...files(
    'admin',
    'access/who-may api/fuzz files/batch files/markdown files/names files/pictures files/slash files/unicode',
  ),
  ...files(
    'admin',
    'content/addresses content/large previews/events previews/previews previews/site-preview',
  ),
  ...files('admin', 'publish/compiling publish/gate publish/held publish/only publish/publish'),
  ...files('worker', 'again names upstream'),
  ...files('tree', 'lookups sizes'),
  ...files('editor', 'format paste'),
];

/** `npm run test:quick`: what tells in less than a minute whether a change broke something. */
export default defineConfig({
  test: {
    // Who runs the files of a workerd waits for it most of the time.
    maxWorkers: availableParallelism() + 1,
    projects: (config.test?.projects ?? [])
      .filter(
        (project): project is TestProjectInlineConfiguration =>
          typeof project === 'object' && 'test' in project,
      )
      .filter(({ test }) => !SLOW_PROJECTS.includes(String(test?.name)))
      .map((project) => ({
        ...project,
        test: { ...project.test, isolate: false, exclude: LONG, provide: { isQuick: true } },
      })),
  },
});
