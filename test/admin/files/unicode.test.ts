import { reset } from 'cloudflare:test';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

const utf8 = new TextEncoder();

/** All code points from `from` to before `to`, surrogates and noncharacters among them. */
function codePoints(from: number, to: number): string {
  let text = '';
  for (let point = from; point < to; point++) text += String.fromCodePoint(point);
  return text;
}

const PLANES = Array.from({ length: 17 }, (_, plane) => plane);

/** The seventeen planes of Unicode, 65,536 code points each. */
const plane = (number: number) => codePoints(number << 16, (number + 1) << 16);

async function publish(): Promise<void> {
  const published = await call('POST', '/publish');
  expect(published.body).toMatchObject({ state: 'live' });
}

/** Compares bytes, and says only where they begin to differ: a report of 256 KiB helps nobody. */
function expectText(found: string, wanted: string, what: string): void {
  const [a, b] = [utf8.encode(found), utf8.encode(wanted)];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  expect([what, at, a.length]).toEqual([what, -1, b.length]);
}

describe('all of Unicode comes from PUT to the page', () => {
  test('as data in JSON', async () => {
    for (const number of PLANES) {
      // Surrogates are escapes there, as JSON.stringify writes lone ones. In order, each high one but the last is alone.
      await put(`data/p${number}.json`, JSON.stringify({ text: `[${plane(number)}]` }));
      await put(`pages/p${number}.txt.liquid`, `{{ data.p${number}.text }}`);
    }
    await put('pages/index.liquid', 'before');
    await put('pages/z.liquid', 'after');
    await publish();
    for (const number of PLANES) {
      const { status, text } = await visit(`/p${number}.txt`);
      expect(status).toBe(200);
      expectText(text, `[${plane(number).toWellFormed()}]`, `plane ${number}`);
    }
    expect((await visit('/')).text).toBe('before');
    expect((await visit('/z')).text).toBe('after');
  }, 120_000);

  test('as text of templates, where each character is itself', async () => {
    const scalars = (number: number) =>
      plane(number)
        .replace(/[\ud800-\udfff]/gu, '')
        .replaceAll('{', '');
    for (const number of PLANES) await put(`pages/p${number}.txt.liquid`, `>${scalars(number)}<`);
    await publish();
    for (const number of PLANES) {
      const { text } = await visit(`/p${number}.txt`);
      expectText(text, `>${scalars(number)}<`, `plane ${number}`);
    }
  }, 120_000);
});

/** Any UTF-16 units at all, those that are dangerous more often than chance has them. */
const units = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
      fc.constantFrom(0, 9, 10, 13, 0x7f, 0x85, 0x2028, 0xfeff, 0xfffe, 0xffff, 0xfdd0, 0x61),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) => String.fromCharCode(...list));

/** A string in YAML with each unit as an escape. */
const yaml = (text: string) =>
  `"${Array.from({ length: text.length }, (_, at) => {
    return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('')}"`;

/** A template's text may hold anything but tags. */
const bare = (text: string) => text.replace(/[{}]/g, '_');

interface Way {
  /** Texts of other files by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly front?: string;
  readonly body: string;
  /** What the page shows, where that is not the text itself. */
  readonly shown?: string;
}

/** Every way by which a text comes into a site. */
const WAYS: readonly ((text: string, name: string) => Way)[] = [
  (text, name) => ({
    files: { [`data/${name}.json`]: JSON.stringify([text]) },
    body: `{{ data.${name}[0] }}`,
  }),
  (text, name) => ({
    files: { [`data/${name}.json`]: JSON.stringify({ [text]: 1 }) },
    body: `{% for pair in data.${name} %}{{ pair[0] }}{% endfor %}`,
  }),
  (text, name) => ({ files: { [`data/${name}.yaml`]: `- ${yaml(text)}\n` }, body: `{{ data.${name}[0] }}` }),
  (text) => ({ front: `---\nown: ${yaml(text)}\n---\n`, body: '{{ page.own }}' }),
  (text) => ({ body: bare(text), shown: bare(text) }),
  (text, name) => ({
    files: { [`partials/${name}.liquid`]: bare(text) },
    body: `{% render '${name}' %}`,
    shown: bare(text),
  }),
  // Cut so that nothing but what the text has remains.
  (text, name) => ({
    files: { [`data/${name}.json`]: JSON.stringify([`\ud83c\udf0a${text}`]) },
    body: `{{ data.${name}[0] | remove_first: "\ud83c\udf0a" }}`,
  }),
];

test('any text comes whole to its page, by every way, and moves no other page', async () => {
  const wanted = new Map<string, string>();
  const edits: { path: string; text: string }[] = [];
  for (const [at, text] of fc.sample(units, { seed: 48, numRuns: 12 }).entries()) {
    for (const [number, way] of WAYS.entries()) {
      const name = `w${number}n${at}`;
      const { files = {}, front = '', body, shown = text } = way(text, name);
      for (const [path, content] of Object.entries(files)) edits.push({ path, text: content });
      edits.push({ path: `pages/${name}.txt.liquid`, text: `${front}${name}(${body})` });
      wanted.set(name, `${name}(${shown.toWellFormed()})`);
    }
  }
  // As JSON, so that lone surrogates reach the API at all.
  const saved = await call('POST', '/batch', JSON.stringify({ edits }), {
    'content-type': 'application/json',
  });
  expect(saved.status).toBe(200);
  await publish();
  for (const [name, text] of wanted) expectText((await visit(`/${name}.txt`)).text, text, name);
}, 120_000);
