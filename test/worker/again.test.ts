import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';
import { publishTo } from '../support/site.ts';
import { type Got, isolate } from '../support/visit.ts';

const PAGES = {
  'pages/index.liquid': 'the same for all',
  'pages/query.liquid': '---\nheaders: { X-Page: query }\n---\n{{ request.query.q }}',
  'pages/cookie.liquid': '---\nrequest: { cookies: [name] }\n---\n{{ request.cookies.name }}',
  // The same body either way, but only one of the two may be kept by others than the visitor.
  'pages/either.liquid':
    '---\nrequest: { cookies: [name] }\n---\n{% if request.query.q == "a" %}{% assign x = request.cookies.name %}{% else %}{% assign x = request.query.name %}{% endif %}same',
  'pages/hidden.liquid': '{% if request.query.q == "a" %}{% not_found %}{% endif %}missing',
  'pages/404.liquid': '---\nheaders: { X-Page: lost }\n---\nmissing',
};
const SITES = {
  'as it comes': PAGES,
  'with a nonce in each answer': {
    ...PAGES,
    'site.yaml': `csp: "script-src 'nonce-{nonce}'"`,
    'pages/script.liquid': '<script nonce="{{ csp_nonce }}"></script>{{ request.query.q }}',
  },
};

const visits = fc.record({
  path: fc.constantFrom('/', '/query', '/cookie', '/either', '/hidden', '/script', '/nowhere'),
  q: fc.constantFrom('', '?q=a', '?q=b'),
  method: fc.constantFrom('GET', 'GET', 'HEAD'),
  name: fc.constantFrom('Ada', 'Bea'),
  known: fc.boolean(),
});

/** What does not depend on who asked before. */
function plain({ status, text, headers }: Got) {
  const fields = Object.fromEntries(headers);
  for (const name of ['server-timing', 'x-isolate']) delete fields[name];
  const nonce = (value: string) => value.replaceAll(/nonce[-=]["']?[\w+/]{22}==/g, 'nonce');
  const policy = fields['content-security-policy'];
  return {
    status,
    text: nonce(text),
    headers: policy ? { ...fields, 'content-security-policy': nonce(policy) } : fields,
  };
}

test.each(Object.entries(SITES))('a warm isolate answers as a new one does: a site %s', async (_, files) => {
  await reset();
  await publishTo(env.KV, await buildSite(files));
  const sequences = fc.array(visits, { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const warm = isolate();
      for (const { path, q, method, name, known } of sequence) {
        const headers: Record<string, string> = { cookie: `name=${name}` };
        const first = await isolate()(path + q, { headers });
        if (known) headers['if-none-match'] = first.headers.get('etag') ?? '"none"';
        const asked = { method, headers };
        expect(plain(await warm(path + q, asked))).toEqual(plain(await isolate()(path + q, asked)));
      }
    }),
    { seed: 20_261_126, numRuns: 60 },
  );
});
