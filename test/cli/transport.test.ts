import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { send } from '../../cli/api/transport.ts';

/** Answers the first request of a connection, and closes it without a word when the second arrives. */
let server: Server;
let arrived: string[];

beforeEach(async () => {
  arrived = [];
  const seen = new WeakSet();
  server = createServer((request, response) => {
    arrived.push(request.method ?? '');
    if (seen.has(request.socket)) return void request.socket.destroy();
    seen.add(request.socket);
    request.resume();
    request.on('end', () => response.end('here'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const url = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
const text = async (method: string) => (await send({ method, url: url(), body: '' })).body.toString();

test('a GET on a connection that the server has closed goes again on a new one', async () => {
  expect(await text('GET')).toBe('here');
  expect(await text('GET')).toBe('here');
  expect(arrived).toEqual(['GET', 'GET', 'GET']);
});

test('a POST does not: the server may have done what it says', async () => {
  expect(await text('GET')).toBe('here');
  await expect(text('POST')).rejects.toThrow('socket hang up');
  expect(arrived).toEqual(['GET', 'POST']);
});

test('an answer to a body that is refused before it is sent is read', async () => {
  const refusing = createServer((_request, response) => {
    response.writeHead(413, { connection: 'close' });
    response.end('too large');
    setTimeout(() => response.socket?.destroy(), 200);
  });
  refusing.listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  try {
    const port = (refusing.address() as AddressInfo).port;
    const { status, body } = await send({
      method: 'POST',
      url: new URL(`http://127.0.0.1:${port}/`),
      body: new Uint8Array(64 * 1024 * 1024),
    });
    expect([status, body.toString()]).toEqual([413, 'too large']);
  } finally {
    refusing.closeAllConnections();
    refusing.close();
  }
});
