/// <reference path="../support/provided.d.ts" />
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startBackend as startShop } from '../../examples/shop/backend.ts';
import { startBackend } from './server.ts';

/** Runs the backends for as long as the tests run. */
export default async function setup(project: TestProject) {
  const [backend, stranger, shop] = await Promise.all([startBackend(), startBackend(), startShop(0)]);
  project.provide('backend', backend.url);
  project.provide('stranger', stranger.url);
  const { port } = shop.address() as AddressInfo; // a TCP server's address is one
  project.provide('shop', `http://127.0.0.1:${port}`);
  return () => {
    for (const server of [backend.server, stranger.server, shop]) {
      server.closeAllConnections();
      server.close();
    }
  };
}
