import { reset, SELF } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { call, put, TOKEN } from '../api.ts';
import { checkDocumented, document } from '../documented.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

interface Described {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: the document is walked by its own words
const OPERATIONS: Described[] = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  Object.entries<any>(methods).map(([method, { parameters, requestBody }]) => ({
    method: method.toUpperCase(),
    path,
    parameters,
    body: requestBody?.content?.['application/json']?.schema,
  })),
);

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '..',
    '%',
    '%2e%2e',
    '%00',
    '\u0000',
    'pages/../x',
    'é',
    '💥',
    'x'.repeat(3_000),
    '-1',
    '1e999',
    'NaN',
    '[]',
    '__proto__',
    'constructor',
  ),
  fc.integer().map(String),
);
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  odd,
  fc.constantFrom({}, [], null, true, 1e308),
);

/** Values near what a schema wants: its own properties with odd values, so that checks behind the first are reached too. */
function near(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  // biome-ignore lint/suspicious/noExplicitAny: the same
  const shape = resolve(schema) as any;
  if (depth > 4 || !shape) return nasty;
  if (shape.type === 'object' && shape.properties) {
    const entries = Object.entries(shape.properties).map(
      ([key, inner]) => [key, near(inner, depth + 1)] as const,
    );
    return fc.oneof(
      { weight: 9, arbitrary: fc.record(Object.fromEntries(entries), { requiredKeys: [] }) },
      { weight: 1, arbitrary: nasty },
    );
  }
  if (shape.type === 'array') return fc.array(near(shape.items, depth + 1), { maxLength: 4 });
  if (shape.enum) return fc.oneof(fc.constantFrom(...shape.enum), nasty);
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'string')
    return fc.oneof(odd, fc.constantFrom('pages/index.liquid', 'draft', '/', '0'.repeat(64)));
  return nasty;
}

function resolve(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !('$ref' in schema)) return schema;
  return String(schema.$ref)
    .slice(2)
    .split('/')
    .reduce((found, key) => found?.[key], document);
}

/** Text that a header may carry at all. */
const headerValue = fc.string({ unit: fc.constantFrom(...'"*W/, abc019-=;'), maxLength: 30 });

interface Shot {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

const shot: fc.Arbitrary<Shot> = fc
  .constantFrom(...OPERATIONS)
  .chain(({ method, path, parameters, body }) => {
    const names = (where: string) => parameters.filter((each) => each.in === where).map(({ name }) => name);
    const places = fc.record(Object.fromEntries(names('path').map((name) => [name, odd])));
    const query = fc.record(Object.fromEntries(names('query').map((name) => [name, odd])), {
      requiredKeys: [],
    });
    const headers = fc.record(Object.fromEntries(names('header').map((name) => [name, headerValue])), {
      requiredKeys: [],
    });
    const payload = fc.oneof(
      { weight: 6, arbitrary: near(body).map((value) => JSON.stringify(value) ?? '') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)) },
    );
    return fc.tuple(places, query, headers, payload).map(([inPath, inQuery, inHeaders, content]) => ({
      method,
      url: `http://admin.test${path.replace(/\{(\w+)\}/g, (_, name) => encode(String(inPath[name])))}?${new URLSearchParams(inQuery as Record<string, string>)}`,
      headers: inHeaders as Record<string, string>,
      body: method === 'GET' || method === 'DELETE' ? undefined : content,
    }));
  });

/** As a client would, or with a bare % in it; a text that can't be encoded at all is another. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text).replaceAll('%25', '%');
  } catch {
    return 'x';
  }
}

/** What must be the same after all that was refused. */
async function state(): Promise<unknown> {
  const files = (await call('GET', '/files')).body;
  const { releases } = (await call('GET', '/releases')).body;
  const { tokens } = (await call('GET', '/tokens')).body;
  const { previews } = (await call('GET', '/previews')).body;
  return { files, releases, tokens, previews };
}

beforeAll(async () => {
  await reset();
  await put('pages/index.liquid', 'x');
  await call('POST', '/publish');
});

test('whatever comes is answered as documented, and what is refused changes nothing', {
  timeout: 300_000,
}, async () => {
  let before = await state();
  const answered: Record<number, number> = {};
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(shot, async ({ method, url, headers, body }) => {
      const response = await SELF.fetch(url, {
        method,
        headers: { ...headers, authorization: `Bearer ${TOKEN}` },
        ...(body !== undefined && { body }),
        redirect: 'manual',
      });
      const text = await response.text();
      answered[response.status] = (answered[response.status] ?? 0) + 1;
      expect(response.status).not.toBe(500);
      checkDocumented(method, new URL(url).pathname.slice('/api'.length), response, text);
      if (response.status < 400) before = await state();
      else if (refused++ % 10 === 0) expect(await state()).toEqual(before);
    }),
    { numRuns: 2_000, seed: 6 },
  );
  expect(await state()).toEqual(before);
  expect(answered[422]).toBeGreaterThan(300);
});
