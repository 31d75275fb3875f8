import { request } from 'node:http';
import * as z from 'zod/mini';
import { problemSchema } from '../schema/api/problem.ts';

const PATIENCE = 60_000;

/** Where the admin API of a development server is. */
export interface AdminTarget {
  readonly port: number;
  readonly token: string;
  /** Milliseconds after which a request is given up; a publish may be waited for half a minute. */
  readonly timeout?: number;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** What `GET /api/status` says, as far as we use it. */
const statusSchema = z.object({
  files: z.number(),
  live: z.nullable(z.object({ release: z.string() })),
  publishing: z.nullable(z.object({ id: z.string(), state: z.string() })),
});

export type SiteStatus = z.infer<typeof statusSchema>;

/**
 * One request to the admin API. It goes to loopback with the Host header of the admin, because not every system resolves
 * *.localhost, and because `fetch` drops a Host header.
 */
export function callAdmin(
  target: AdminTarget,
  method: string,
  path: string,
  body?: string | Uint8Array,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: target.port,
        method,
        path,
        timeout: target.timeout ?? PATIENCE,
        headers: { host: `admin.localhost:${target.port}`, authorization: `Bearer ${target.token}` },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
        incoming.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer in time`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The same, for calls that have to succeed: any status but 2xx throws what the API says is wrong. */
export async function askAdmin(
  target: AdminTarget,
  method: string,
  path: string,
  body?: string | Uint8Array,
): Promise<string> {
  const reply = await callAdmin(target, method, path, body);
  if (reply.status >= 200 && reply.status < 300) return reply.text;
  throw new Error(`${method} ${path}: ${explain(reply)}`);
}

export async function readStatus(target: AdminTarget): Promise<SiteStatus> {
  return z.parse(statusSchema, JSON.parse(await askAdmin(target, 'GET', '/api/status')));
}

/** The API path of a site's file. */
export function fileUrl(path: string): string {
  return `/api/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function explain(reply: Reply): string {
  try {
    const problem = z.parse(problemSchema, JSON.parse(reply.text));
    const places = (problem.diagnostics ?? []).map(
      (found) =>
        `\n  ${found.path ?? problem.path ?? ''}:${found.start.line}:${found.start.column} ${found.message}`,
    );
    return problem.detail + places.join('');
  } catch {
    return `${reply.status} ${reply.text.slice(0, 200)}`; // not problem details: show what came
  }
}
