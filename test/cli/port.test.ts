import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isTaken, readPort } from '../../cli/port.ts';
import { freePort } from './support/started.ts';

test('the port is 8787 unless PORT names another', () => {
  expect([readPort(undefined), readPort(''), readPort('9000')]).toEqual([8787, 8787, 9000]);
});

test.each(['abc', '0', '65536', '80.5', '-1'])('PORT=%s is refused with what to write', (value) => {
  expect(() => readPort(value)).toThrow(`PORT is "${value}"; it has to be a number from 1 to 65535`);
});

test.each(['127.0.0.1', '::1', '0.0.0.0'])('a port on which someone listens at %s is taken', async (host) => {
  const port = await freePort();
  expect(await isTaken(port)).toBe(false);
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  expect(await isTaken(port)).toBe(true);
  server.close();
});
