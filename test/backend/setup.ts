/// <reference path="../support/provided.d.ts" />
import type { TestProject } from 'vitest/node';
import { startBackend } from './server.ts';

/** Runs the backends for as long as the tests run. */
export default async function setup(project: TestProject) {
  const [backend, stranger] = await Promise.all([startBackend(), startBackend()]);
  project.provide('backend', backend.url);
  project.provide('stranger', stranger.url);
  return () => {
    for (const { server } of [backend, stranger]) {
      server.closeAllConnections();
      server.close();
    }
  };
}
