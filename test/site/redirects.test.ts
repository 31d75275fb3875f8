import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSite } from '../../site/check/check.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { matchRoute } from '../../site/routes/match.ts';
import { Routes } from '../../site/routes/route-index.ts';
import { siteRoutes } from '../../site/routes/routes.ts';

function factsOf(files: Readonly<Record<string, string>>): Map<string, Facts> {
  return new Map(Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts]));
}

const yaml = (redirects: Readonly<Record<string, string>>, more = {}) =>
  JSON.stringify({ redirects, ...more });

/** What is said of redirects, beside some pages. */
function said(redirects: Readonly<Record<string, string>>, more = {}) {
  const files = {
    'site.yaml': yaml(redirects, more),
    'pages/index.liquid': '',
    'pages/about.liquid': '',
    'pages/posts/[slug].liquid': '',
  };
  return checkSite(factsOf(files)).map(({ code, message }) => `${code} ${message}`);
}

describe('redirects that never end', () => {
  test.each([
    [{ '/a': '/b', '/b': '/a' }, '/a -> /b -> /a'],
    [{ '/a': '/b', '/b': '/c', '/c': '/d', '/d': '/b' }, '/b -> /c -> /d -> /b'],
    [{ '/a/{x}': '/b/{x}', '/b/{y}': '/a/{y}' }, '/a/x -> /b/x -> /a/x'],
    [{ '/a/{x}': '/b/{x}', '/b/old': '/a/old' }, '/a/old -> /b/old -> /a/old'],
    [{ '/a/{x}': '/b/{x}', '/b/{x}': '/c/{x}', '/c/old': '/a/old' }, '/c/old -> /a/old -> /b/old -> /c/old'],
    [{ '/a/{x}/{y}': '/a/{y}/{x}' }, '/a/x/y -> /a/y/x -> /a/x/y'],
    [
      { '/a/{x}/1': '/b/{x}', '/b/{x}': '/c/{x}/1', '/c/k/{y}': '/a/k/{y}' },
      '/a/k/1 -> /b/k -> /c/k/1 -> /a/k/1',
    ],
    [{ '/a/{...rest}': '/b/{...rest}', '/b/c/d': '/a/c/d' }, '/a/c/d -> /b/c/d -> /a/c/d'],
    [{ '/old-{...x}': '/x', '/p/{x}': '/q-{x}', '/q-k': '/p/k' }, '/q-k -> /p/k -> /q-k'],
    [{ '/new': '/New/' }, '/new -> /New/ -> /new'],
    [{ '/new': '/New' }, '/new -> /New -> /new'],
    [{ '/%C3%BCber': '/Über' }, '/über -> /Über -> /über'],
    [{ '/a': '/b?x=1#y', '/b': '/a' }, '/a -> /b -> /a'],
  ])('%j: %s', (redirects, circle) => {
    const sites = Object.keys(redirects).some((key) => key.includes('-{')) ? { ...redirects } : redirects;
    const rounds = said(sites).filter((each) => each.startsWith('redirect_cycle'));
    const steps = circle.split(' -> ').slice(1);
    expect(rounds.length).toBe(1);
    // A circle has no beginning: any of its turns tells it.
    const turns = steps.map((_, at) => [...steps.slice(at), ...steps.slice(0, at), steps[at]].join(' -> '));
    expect(turns).toContain(rounds[0]?.replace('redirect_cycle Redirects lead round in a circle: ', ''));
  });

  test.each([
    [{ '/a/{...rest}': '/a/b/{...rest}' }],
    [{ '/a/{x}': '/b/{x}{x}', '/b/{x}': '/a/{x}' }],
    [{ '/{...rest}': '/en/{...rest}' }],
    [{ '/a/{...rest}': '/b/x/{...rest}', '/b/{...rest}': '/a/{...rest}' }],
  ])('%j grows', (redirects) => {
    expect(
      said(redirects).some((each) => each.startsWith('redirect_cycle Redirects lead on without end')),
    ).toBe(true);
  });

  test('a circle of thousands is named in short, and quickly', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`/n${n}`, `/n${(n + 1) % 5_000}`]),
    );
    const [first, ...others] = said(many).filter((each) => each.startsWith('redirect_cycle'));
    expect(first).toContain('... -> /n');
    expect(others).toEqual([]);
  });

  test('has the line where it is written', () => {
    const text = 'title: A\nredirects:\n  /ok: /about\n  /a: /b\n  /b: /a\n';
    const [found] = checkSite(factsOf({ 'site.yaml': text, 'pages/about.liquid': '' }));
    expect(found).toMatchObject({ code: 'redirect_cycle', severity: 'error', start: { line: 4, column: 3 } });
  });
});

describe('redirects that end', () => {
  test.each([
    [{ '/old': '/about' }],
    [{ '/old': '/about/' }],
    [{ '/old/{slug}': '/posts/{slug}' }],
    [{ '/old/{...rest}': '/{...rest}' }],
    [{ '/a': 'https://example.com/a' }],
    [{ '/en/{...rest}': '/{...rest}' }],
    [{ '/p/{id}': '/posts/p-{id}', '/p/new': '/about' }],
  ])('%j: nothing is said', (redirects) => {
    expect(said(redirects)).toEqual([]);
  });

  test('in more than one step are warned of', () => {
    const found = said({
      '/a': '/b',
      '/b': '/c',
      '/c': '/about',
      '/x/{s}': '/y/{s}',
      '/y/{s}': '/posts/{s}',
    });
    expect(found).toEqual([
      'redirect_chain /a takes 3 redirects to its end: /a -> /b -> /c -> /about',
      'redirect_chain /b takes 2 redirects to its end: /b -> /c -> /about',
      'redirect_chain /x/{s} takes 2 redirects to its end: /x/z -> /y/z -> /posts/z',
    ]);
  });

  test('by way of another spelling are warned of, where the site does not spell it itself', () => {
    expect(said({ '/a': '/About' })).toEqual([
      'redirect_chain /a takes 2 redirects to its end: /a -> /About -> /about',
    ]);
    expect(said({ '/a': '/about' }, { trailing_slash: 'always' })).toEqual([]);
  });
});

const part = fc.constantFrom('a', 'b', '{x}', '{y}');
const pattern = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`)
  .filter((text) => !/\{x\}.*\{x\}|\{y\}.*\{y\}/.test(text));

test('whatever can go round for any address is found, and nothing else', () => {
  const addresses = ['a', 'b', 'c'].flatMap((x) => [
    `/${x}`,
    ...['a', 'b', 'c'].flatMap((y) => [`/${x}/${y}`, `/${x}/${y}/a`, `/${x}/${y}/b`, `/${x}/${y}/c`]),
  ]);
  fc.assert(
    fc.property(fc.dictionary(pattern, pattern, { minKeys: 1, maxKeys: 5 }), (redirects) => {
      const facts = factsOf({ 'site.yaml': yaml(redirects) });
      const { records, diagnostics } = siteRoutes(facts);
      if (diagnostics.length > 0) return;
      const routes = new Routes(records);
      const next = (path: string) => {
        const match = matchRoute(routes, path);
        if (!match || !('redirect' in match.route)) return undefined;
        return match.route.redirect.replace(/\{(\w+)\}/g, (_, name) => match.params[name] ?? '');
      };
      const endless = addresses.some((start) => {
        let path: string | undefined = start;
        for (let n = 0; n < 100 && path !== undefined; n++) path = next(path);
        return path !== undefined;
      });
      const found = checkSite(facts).some(({ code }) => code === 'redirect_cycle');
      expect({ redirects, found }).toEqual({ redirects, found: endless });
    }),
    { seed: 7, numRuns: 4_000 },
  );
});

describe('a pattern means the decoded path', () => {
  test.each([
    ['/caf%C3%A9', '/caf%C3%A9'],
    ['/café', '/caf%C3%A9'],
    ['/cafe\u0301', '/caf%C3%A9'],
    ['/a%20b', '/a%20b'],
    ['/a b', '/a%20b'],
    ['/100%', '/100%25'],
    ['/100%25', '/100%25'],
    ['/a%3Fb', '/a%3Fb'],
  ])('%s in redirects, routes, proxy and route', (given, path) => {
    const files = {
      'site.yaml': JSON.stringify({
        upstreams: { api: { url: 'https://api.test' } },
        redirects: { [`${given}/r/{x}`]: '/about' },
        routes: { [`${given}/p`]: { page: 'about' } },
        proxy: { [`${given}/x/*`]: 'api' },
      }),
      'pages/about.liquid': '',
      'pages/own.liquid': `---\nroute: ${JSON.stringify(`${given}/own`)}\n---\n`,
    };
    const { records, diagnostics } = siteRoutes(factsOf(files));
    expect(diagnostics).toEqual([]);
    const keys = ['/r/{}', '/p', '/x/{...}', '/own'].map((end) => path + end);
    expect([...records.keys()]).toEqual(expect.arrayContaining(keys));
  });

  test.each(['/a%2Fb', '/a%5Cb', '/a%00', '/%ff', '/%2e%2e/a', '/%61ssets/{x}'])(
    '%s is refused: no request has it',
    (given) => {
      const { diagnostics } = siteRoutes(factsOf({ 'site.yaml': yaml({ [given]: '/about' }) }));
      expect(diagnostics[0]).toMatchObject({ code: 'route', severity: 'error' });
    },
  );
});
