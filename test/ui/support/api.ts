import { request } from 'node:http';
import { inject } from 'vitest';

const { port, token } = inject('server');

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A request of a script with the operator's token, as another author's would be. */
export function api(method: string, path: string, body: string | Buffer = ''): Promise<Answer> {
  return ask(`admin.localhost:${port}`, method, `/api${path}`, body, { authorization: `Bearer ${token}` });
}

/** A visitor's GET. */
export function visit(path: string): Promise<Answer> {
  return ask(`localhost:${port}`, 'GET', path, '', {});
}

/** The API's path of a file. */
export function filePath(path: string): string {
  return `/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function ask(
  host: string,
  method: string,
  path: string,
  body: string | Buffer,
  more: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers: { host, ...more }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
