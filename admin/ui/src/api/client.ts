import type { Problem } from '../../../../schema/api/problem.ts';
import { forgetAhead, READ, takeAhead } from '../start/ahead.ts';

/** An error response of the API, or no response at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

export interface CallOptions {
  /** JSON, unless it is text, bytes or a file. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

let onUnauthorized = () => {};

/** Says what to do when the session has ended. */
export function whenUnauthorized(then: () => void): void {
  onUnauthorized = then;
}

let onReached = () => {};

/** Says what to do when the server answers, whatever it answers. */
export function whenReached(then: () => void): void {
  onReached = then;
}

/** Times that a call is made when the server is busy with this person's calls: it says how long to wait. */
const TRIES = 5;

/** One request to the API. Throws an ApiError for every response that is not 2xx. */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Response> {
  for (let tries = 1; ; tries++) {
    try {
      return await callOnce(method, path, options);
    } catch (error) {
      if (tries >= TRIES || !(error instanceof ApiError) || error.problem.rule !== 'renders_under_way')
        throw error;
      await new Promise((resolve) => setTimeout(resolve, (error.problem.retryAfter ?? 1) * 1_000));
      options.signal?.throwIfAborted();
    }
  }
}

async function callOnce(method: string, path: string, options: CallOptions): Promise<Response> {
  const { body, headers } = encode(options.body);
  const ahead = method === 'GET' && !options.headers ? takeAhead(path) : undefined;
  const response = await reach(
    ahead ??
      fetch(`/api${path}`, {
        method,
        body,
        headers: { ...headers, ...options.headers },
        ...READ,
        signal: options.signal ?? null,
      }),
  );
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (response.status === 401) {
    forgetAhead();
    onUnauthorized();
  }
  throw new ApiError(response.status, problem);
}

/** The same, returning JSON. The caller knows its shape: both ends are built from one version of the project. */
export async function callJson<T>(method: string, path: string, options?: CallOptions): Promise<T> {
  const response = await call(method, path, options);
  return (await response.json()) as T; // see above
}

/** The API's path of a site's file. */
export function filePath(path: string): string {
  return `/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

async function reach(answer: Promise<Response>): Promise<Response> {
  try {
    const response = await answer;
    onReached();
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { detail: 'The server can’t be reached. What you typed is kept here.' });
  }
}

function encode(body: unknown): { body: BodyInit | null; headers: Record<string, string> } {
  if (body === undefined) return { body: null, headers: {} };
  if (typeof body === 'string') return { body, headers: { 'content-type': 'text/plain; charset=utf-8' } };
  if (body instanceof Blob) return { body, headers: { 'content-type': 'application/octet-stream' } };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function readProblem(response: Response): Promise<Partial<Problem>> {
  try {
    return (await response.json()) as Partial<Problem>; // problem+json, the only kind of refusal
  } catch {
    return { detail: `The server answered ${response.status} without saying why.` };
  }
}
