import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import config from './vitest.config.ts';

/** Projects that build, start or browse something. */
const SLOW_PROJECTS = ['cli', 'ui'];

/** Files that take seconds by their purpose: many inputs, hostile ones, large ones. `npm test` runs them. */
const LONG = [
  'test/liquid/{differential,fuzz,hostile,large,memory}.test.ts',
  'test/site/{markdown/differential,markdown/pathological,places-differential,yaml}.test.ts',
  'test/admin/{batch,events,fuzz,gate,held,markdown,publish,unicode,who-may}.test.ts',
  'test/store/{backup,cancel,crash,faults,readers,repair,steps,store}.test.ts',
  'test/worker/upstream.test.ts',
];

/** `npm run test:quick`: what tells in less than a minute whether a change broke something. */
export default defineConfig({
  test: {
    projects: (config.test?.projects ?? [])
      .filter(
        (project): project is TestProjectInlineConfiguration =>
          typeof project === 'object' && 'test' in project,
      )
      .filter(({ test }) => !SLOW_PROJECTS.includes(String(test?.name)))
      .map((project) => ({ ...project, test: { ...project.test, exclude: LONG } })),
  },
});
