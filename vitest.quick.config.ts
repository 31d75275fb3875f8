import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import config from './vitest.config.ts';

/** Projects that build, start or browse something. */
const SLOW_PROJECTS = ['cli', 'ui'];

const files = (folder: string, names: string) =>
  names.split(' ').map((name) => `test/${folder}/${name}.test.ts`);

/** Files that take seconds by their purpose: many inputs, hostile ones, large ones. `npm test` runs them. */
export const LONG = [
  ...files('liquid', 'differential fuzz hostile large memory'),
  ...files('site', 'content/large markdown/differential markdown/highlight markdown/pathological'),
  ...files('site', 'places-differential redirects yaml'),
  ...files('admin', 'access/who-may api/fuzz files/batch files/markdown files/names files/unicode'),
  ...files('admin', 'content/large previews/events previews/site-preview publish/compiling publish/gate'),
  ...files('admin', 'publish/held publish/publish'),
  ...files('store', 'backup cancel compiling crash draft-index faults readers repair rows steps store'),
  ...files('worker', 'again upstream'),
];

/** `npm run test:quick`: what tells in less than a minute whether a change broke something. */
export default defineConfig({
  test: {
    ...(config.test?.maxWorkers !== undefined && { maxWorkers: config.test.maxWorkers }),
    projects: (config.test?.projects ?? [])
      .filter(
        (project): project is TestProjectInlineConfiguration =>
          typeof project === 'object' && 'test' in project,
      )
      .filter(({ test }) => !SLOW_PROJECTS.includes(String(test?.name)))
      .map((project) => ({ ...project, test: { ...project.test, exclude: LONG } })),
  },
});
