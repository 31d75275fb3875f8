import { SELF } from 'cloudflare:test';
import { checkDocumented } from './documented.ts';

/** The operator's token of the test configuration. */
export const TOKEN = 'test-token-of-the-operator';

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON where it is that, else as text. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** Calls the API over HTTP as the operator, unless headers say otherwise. */
export async function call(
  method: string,
  path: string,
  body?: BodyInit | object | null,
  headers: Record<string, string> = {},
): Promise<Called> {
  const isJson =
    typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  const response = await SELF.fetch(`http://admin.test/api${path}`, {
    method,
    headers: withToken(headers),
    ...(body !== undefined && body !== null && { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
  });
  const text = await response.text();
  checkDocumented(method, path, response, text);
  const json = /json(?:;|$)/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text };
}

/** An empty authorization stands for none. */
function withToken(headers: Record<string, string>): Record<string, string> {
  const { authorization = `Bearer ${TOKEN}`, ...others } = headers;
  return authorization === '' ? others : { authorization, ...others };
}

export const put = (path: string, text: BodyInit, headers: Record<string, string> = {}) =>
  call('PUT', `/files/${path}`, text, headers);
