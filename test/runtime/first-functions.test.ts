import { readFileSync } from 'node:fs';
import { type Plugin, rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { eager, recording } from '../../cli/pack/eager.ts';
import { FILE, firstFunctions } from './first-functions.ts';

test('worker/first-functions.json has the functions that run for a first page: `node test/runtime/first-functions.ts` writes it', async () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(await firstFunctions());
});

test('they are in the modules that such a page loads', async () => {
  const loaded = (await bundleSite()).filter(({ first, second }) => first || second);
  const sources = loaded.flatMap((each) => Object.keys(each.sources));
  expect(sources).toEqual(expect.arrayContaining(Object.keys(await firstFunctions())));
});

const SOURCE = `
const before = double(2);
export function double(value: number): number { return value * 2; }
function* counted(most: number): Generator<number> { for (let n = 0; n < most; n++) yield n; }
async function later() { const add = (a: number) => (b: number) => a + b; return add(1)(2); }
function never() { return () => 'no'; }
const list = [3, 1, 2].sort((a, b) => a - b);
const object = { method() { return 1; }, get member() { return 2; }, arrow: () => ({ three: 3 }) };
class Methods { run(): number { return [4].map((each) => each)[0] ?? 0; } }
export default async () =>
  [before, double(3), [...counted(2)], await later(), list, object.method(), object.member, object.arrow(), new Methods().run(), never.length];
`;

/** What runs of it, but for methods: those are compiled when they are called. */
const RAN = ['0', '1', 'arrow', 'counted', 'double', 'later', 'later/add', 'later/add/0', 'run/0'];
const RESULT = [4, 6, [0, 1], 3, [1, 2, 3], 1, 2, { three: 3 }, 4, 0];

/** The source with a plugin, minified, and what it returns. */
async function made(plugin: Plugin): Promise<{ readonly code: string; readonly result: unknown }> {
  const source: Plugin = { name: 'source', resolveId: () => '/a.ts', load: () => SOURCE };
  const build = await rolldown({ input: '/a.ts', plugins: [source, plugin] });
  const { code } = (await build.generate({ format: 'esm', minify: { compress: false } })).output[0];
  await build.close();
  const { default: run } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  return { code, result: await run() };
}

test('functions that are compiled with their module do the same, also one that is called before it is declared', async () => {
  const ran = new Set<string>();
  Object.assign(globalThis, { __ran: (name: string) => ran.add(name) });
  expect((await made(recording('/'))).result).toEqual(RESULT);
  const names = [...ran].map((name) => name.split(' ')[1] ?? '').sort();
  expect(names).toEqual(RAN);
  const { code, result } = await made(eager('/', { 'a.ts': names }));
  expect(result).toEqual(RESULT);
  // The minifier keeps the parentheses. There are none around what did not run.
  expect(code.match(/\((?:async ?)?(?:function|\w+=>|\(\w*(?:,\w+)*\)=>)/g)).toHaveLength(names.length);
});
