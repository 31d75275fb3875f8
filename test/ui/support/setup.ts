/// <reference path="./provided.d.ts" />
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { copyProject } from '../../cli/support/project.ts';
import { freePort, Started } from '../../cli/support/started.ts';

/** Runs `npm start` of a fresh clone for as long as the tests run: the editor is built, the starter site is published. */
export default async function setup(project: TestProject) {
  const root = copyProject();
  const started = await new Started(root, await freePort()).ready();
  project.provide('server', { port: started.port, token: started.token, root });
  return async () => {
    await started.interrupt();
    rmSync(root, { recursive: true, force: true });
  };
}
