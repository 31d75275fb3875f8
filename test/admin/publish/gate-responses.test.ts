import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { pageFindings, siteFindings } from '../../../admin/check/responses.ts';
import { Manifest } from '../../../release/read-manifest.ts';
import type { FullPageRecord } from '../../../schema/manifest.ts';
import { buildSite } from '../../support/build-site.ts';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

describe('what no response can have is refused when it is saved, at its line', () => {
  test.each([
    ['site.yaml', 'title: A\ncsp: |\n  default-src https:\n  img-src *\n', 2, 'after `>-`'],
    ['site.yaml', 'csp: "default-src \'self\' 例"\n', 1, 'Latin-1'],
    ['site.yaml', 'headers:\n  X-A: "a\\nb"\n', 2, 'on one line'],
    ['site.yaml', 'headers:\n  /assets/*:\n    X-A: "a\\nb"\n', 3, 'on one line'],
    ['site.yaml', 'redirects:\n  /a: /b\n  /c: "https://exa mple.com/"\n', 3, 'http or https URL'],
    ['pages/a.liquid', '---\ntitle: A\nstatus: 204\n---\n', 3, 'write another status'],
    ['pages/a.liquid', '---\nstatus: 205\n---\n', 2, 'write another status'],
    ['pages/a.liquid', '---\nstatus: 304\n---\n', 2, 'write another status'],
    ['pages/a.liquid', '---\nstatus: 101\n---\n', 2, 'status'],
    ['pages/a.liquid', '---\nheaders:\n  X-A: "a\\rb"\n---\n', 3, 'on one line'],
  ])('%s: %j', async (path, text, line, says) => {
    const { status, body } = await put(path, text);
    expect({ status, line: body.diagnostics?.[0]?.start.line }).toEqual({ status: 422, line });
    expect(body.diagnostics[0].message).toContain(says);
  });

  test('white space around a policy is not part of it', async () => {
    await put('site.yaml', "csp: >\n  default-src 'self';\n  img-src *\n");
    await put('pages/index.liquid', 'home');
    expect((await call('POST', '/publish')).status).toBe(200);
    expect((await visit('/')).status).toBe(200);
  });
});

/** Facts of a file as an earlier version may have kept them. */
async function keepFacts(path: string, change: Record<string, unknown>) {
  await runInDurableObject(env.SITE_OBJECT.getByName('main'), (_, { storage }) => {
    const [key, part] = Object.entries(change)[0] ?? ['', {}];
    storage.sql.exec(
      `UPDATE compiled SET facts = json_set(facts, '$.${key}', json(?)) WHERE path = ?`,
      JSON.stringify(part),
      path,
    );
  });
}

describe('what was saved before it was refused does not take the site down', () => {
  test.each([
    ['a policy of two lines', 'site.yaml', 'a: 1\ncsp: x\n', { config: { csp: 'a\nb' } }, 2],
    ['a header', 'site.yaml', 'headers:\n  X-A: x\n', { config: { headers: { 'X-A': 'a\u0000b' } } }, 2],
    ['a status', 'pages/b.liquid', '---\ntitle: B\nstatus: 200\n---\nb', { front: { status: 204 } }, 3],
    [
      'of an error page',
      'pages/404.liquid',
      '---\nheaders: { X-A: x }\n---\n',
      { front: { headers: { 'X-A': 'a\nb' } } },
      2,
    ],
  ])('%s', async (_, path, text, facts, line) => {
    await put('pages/index.liquid', 'good');
    await call('POST', '/publish');
    await put('pages/index.liquid', 'new');
    await put(path, text);
    await keepFacts(path, facts);
    for (const body of [{}, { force: true }]) {
      const answer = await call('POST', '/publish', body);
      expect(answer.status).toBe(422);
      const found = answer.body.diagnostics.filter((each: { code: string }) => each.code === 'response');
      expect(found[0]).toMatchObject({ path, start: { line }, help: expect.stringContaining('Correct ') });
      expect(await visit('/')).toMatchObject({ status: 200, text: 'good' });
    }
  });
});

describe('whatever the platform does not take', async () => {
  const built = await buildSite({ 'pages/index.liquid': 'home' });
  const texts = () => '';

  function withConfig(config: object): Manifest {
    const [head = '', ...rest] = built.manifest.split('\n');
    return new Manifest('r1', [JSON.stringify({ ...JSON.parse(head), config }), ...rest].join('\n'));
  }

  const header = fc.record({ name: fc.string({ minLength: 1 }), value: fc.string({ unit: 'binary-ascii' }) });

  test('of site.yaml is found, and nothing else', () => {
    fc.assert(
      fc.property(header, ({ name, value }) => {
        let fits = true;
        try {
          new Headers([[name.toLowerCase(), value]]);
        } catch {
          fits = value === ''; // takes a header away
        }
        const all = siteFindings(withConfig({ headers: { [name]: value } }), texts);
        const found = [...all].filter((each) => each !== undefined);
        expect(found.map(({ code, path }) => [code, path])).toEqual(fits ? [] : [['response', 'site.yaml']]);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test('of a page is found, with any status', () => {
    const manifest = withConfig({});
    const page = 'pages/index.liquid';
    const record = manifest.record<FullPageRecord>(page);
    if (!record) throw new Error('no record');
    const url = new URL('https://gate.invalid/');
    const found = Array.from({ length: 600 }, (_, status) => {
      const full = { ...record, type: 'text/html', escape: true, status };
      return pageFindings(
        manifest,
        { page, url, status: 200, record: full, rendered: { body: 'b', flags: 0 } },
        texts,
      );
    });
    const fitting = found.flatMap((some, status) => (some.length === 0 ? [status] : []));
    const wanted = Array.from({ length: 400 }, (_, at) => at + 200).filter(
      (status) => ![204, 205, 304].includes(status),
    );
    expect(fitting).toEqual(wanted);
  });
});
