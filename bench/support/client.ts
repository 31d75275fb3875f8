import { connect, type Socket } from 'node:net';

/** What a burst of requests measured. */
export interface Burst {
  readonly requests: number;
  /** Milliseconds that it took. */
  readonly wall: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
}

/** Requests so far: what stands for `COUNT` in an address. */
let count = 0;

/**
 * Asks again and again on a few connections for some milliseconds. It speaks as much HTTP as workerd answers: Node's own
 * client costs more than the Workers that it is to measure. Where the address has `COUNT`, each request has a number of its own there.
 */
export async function burst(url: URL, connections: number, milliseconds: number): Promise<Burst> {
  const started = performance.now();
  const end = started + milliseconds;
  const lists = await Promise.all(Array.from({ length: connections }, () => askUntil(url, end)));
  const latencies = lists.flat();
  return { requests: latencies.length, wall: performance.now() - started, latencies };
}

function askUntil(url: URL, end: number): Promise<number[]> {
  const [before = '', after] = `${url.pathname}${url.search}`.split('COUNT');
  const rest = ` HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(url.port), url.hostname);
    const latencies: number[] = [];
    let since = 0;
    let wanted = -1;
    let got = 0;
    const ask = () => {
      since = performance.now();
      wanted = -1;
      got = 0;
      const address = after === undefined ? before : `${before}${count++}${after}`;
      socket.write(`GET ${address}${rest}`);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      got += chunk.length;
      if (wanted < 0) wanted = lengthOf(chunk);
      if (got < wanted) return;
      const now = performance.now();
      latencies.push(now - since);
      if (now < end) return ask();
      socket.destroy();
      resolve(latencies);
    });
  });
}

/** Bytes of a whole response, by its first chunk. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n'));
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length === undefined || !head.startsWith('HTTP/1.1 200')) throw new Error(`not measured so:\n${head}`);
  return head.length + 4 + Number(length);
}
