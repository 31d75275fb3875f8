import { expect, test } from 'vitest';
import { bundle, bundleSite, type SiteModule } from '../../cli/bundle-site.ts';
import { compileEagerly, type FunctionRange } from '../../cli/eager.ts';
import { profileFirstPages } from '../../cli/first-pages.ts';

/** The ranges of functions that begin so, as V8 tells them: from the parameters of a method, from anywhere before others' bodies. */
function rangesOf(code: string, ...functions: readonly string[]): FunctionRange[] {
  return functions.map((text) => {
    const start = code.indexOf(text);
    if (start < 0) throw new Error(`no ${text}`);
    return { start, end: start + text.length };
  });
}

const run = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`);

test('expressions that ran stand in parentheses, those that did not stay as they are', () => {
  const code = 'const a = (x) => x + 1, b = function () { return 2 }, c = (x) => x;';
  expect(compileEagerly(code, rangesOf(code, '(x) => x + 1', 'function () { return 2 }'))).toBe(
    'const a = ((x) => x + 1), b = (function () { return 2 }), c = (x) => x;',
  );
});

test('declarations that ran are variables that are as early as they were', async () => {
  const code =
    'import "data:text/javascript,";\nexport const early = up(2);\nfunction up(n) { return n > 0 ? up(n - 1) + 1 : 0 }\nfunction not() {}\nexport { up, not };';
  const eager = compileEagerly(code, rangesOf(code, 'function up(n) { return n > 0 ? up(n - 1) + 1 : 0 }'));
  expect(eager).toMatch(/^var up=\(function \(n\) \{/);
  expect(eager).toContain('\nfunction not() {}');
  const { early, up } = await run(eager);
  expect([early, up(5)]).toEqual([2, 5]);
});

test('functions inside of each other, and those that end together', async () => {
  const code =
    'export const add = (a) => (b) => ((c) => a + b + c)(1);\nexport async function later() { return add(1)(2) }';
  const eager = compileEagerly(
    code,
    rangesOf(code, '(a) => (b) => ((c) => a + b + c)(1)', '(b) => ((c) => a + b + c)(1)', '(c) => a + b + c'),
  );
  expect(eager).toContain('((a) => ((b) =>');
  expect(await (await run(eager)).later()).toBe(4);
});

test('methods, accessors and asynchronous arrow functions stay as they are', async () => {
  const code =
    'class A { m(x) { return x } get g() { return 1 } }\nconst o = { m(x) { return x }, get g() { return 2 }, p: (x) => x };\nconst w = async (x) => x;\nexport { A, o, w };';
  const ran = rangesOf(code, '(x) { return x }', '() { return 1 }', '() { return 2 }', 'async (x) => x');
  expect(compileEagerly(code, ran)).toBe(code);
  const some = compileEagerly(
    code,
    rangesOf(code, '(x) => x }').map(({ start, end }) => ({ start, end: end - 2 })),
  );
  expect(some).toContain('p: ((x) => x) }');
});

test('what the site Worker runs for a page is found, in each module of the bundle', async () => {
  const modules = await bundle('worker/index.ts');
  const ran = await profileFirstPages(modules);
  const main = modules.find(({ name }) => name.startsWith('main'));
  const texts = ran.get(main?.name ?? '')?.map(({ start, end }) => main?.contents.slice(start, end)) ?? [];
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.some((text) => text?.includes('x-isolate'))).toBe(true);
  expect([...ran.keys()].some((name) => name.startsWith('rest'))).toBe(false);
});

test('most of what first pages run is compiled with the module', async () => {
  const [plain, eager] = [await bundle('worker/index.ts'), await bundleSite()];
  const size = (modules: readonly SiteModule[]) =>
    modules.reduce((sum, { contents }) => sum + contents.length, 0);
  // Two parentheses at least, each.
  expect(size(eager) - size(plain)).toBeGreaterThan(2 * 100);
});

test('a bundle that does not answer is no profile', async () => {
  const contents = 'export default { fetch: () => new Response("no", { status: 500 }) }';
  await expect(profileFirstPages([{ name: 'index.js', contents }])).rejects.toThrow('/ answers 500');
});
