import { connect } from 'node:net';

const DEFAULT_PORT = 8787;

/** The port that PORT names. Throws with what to write when it is none. */
export function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return DEFAULT_PORT;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`PORT is "${value}"; it has to be a number from 1 to 65535, such as PORT=8788 npm start.`);
}

/** Whether something answers at the port: on IPv4, which we use, or on IPv6, which a browser tries first. */
export async function isTaken(port: number): Promise<boolean> {
  const answers = await Promise.all([accepts('127.0.0.1', port), accepts('::1', port)]);
  return answers.includes(true);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
