import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { legalXml } from '../../release/legal-xml.ts';
import { buildSite } from '../support/build-site.ts';
import { runs } from '../support/runs.ts';
import { publishTo } from '../support/site.ts';
import { isolate } from '../support/visit.ts';

beforeEach(() => reset());

/** XML 1.0, production 2: Char. */
const legal = (code: number) =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;

describe('XML', () => {
  test('holds every character that XML 1.0 takes, and no other, as it is and as a reference', () => {
    for (let code = 0; code <= 0x10ffff; code += code > 0x2_0000 ? 0xff : 1) {
      const character = String.fromCodePoint(code);
      const forms = [
        character,
        `&#${code};`,
        `&#x${code.toString(16)};`,
        `&#X${code.toString(16).toUpperCase()};`,
      ];
      const kept = forms.map((form) => legalXml(`a${form}b`) === `a${form}b`);
      if (kept.some((each) => each !== legal(code)))
        expect({ code, kept }).toEqual({ code, kept: legal(code) });
    }
  });

  test('never comes to hold one by what is taken out', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('&', '#', 'x', '0', '1', ';', '\u0000', '\ufffe', '\ud800', 'a', '\u{1f600}'),
        ),
        (parts) => {
          const once = legalXml(parts.join(''));
          for (const [, hex, decimal] of once.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi))
            expect(legal(hex ? Number.parseInt(hex, 16) : Number(decimal))).toBe(true);
          for (const character of once) expect(legal(character.codePointAt(0) ?? 0)).toBe(true);
        },
      ),
      { seed: 8, numRuns: runs(2_000) },
    );
  });

  const body = `{{ data.it.text }}|{{ data.it.text | raw }}|{{ request.query.q }}`;
  const all = ['feed.xml', 'feed.rss', 'feed.atom', 'pic.svg', 'page.xhtml', 'track.gpx'];

  test.each(all)('a page that ends in %s has none from data, the query or the template', async (name) => {
    const files = {
      [`pages/${name}.liquid`]: `a\u0001b\ufffe ${body}`,
      'pages/plain.liquid': `a\u0001b ${body}`,
      'data/it.json': JSON.stringify({ text: 'x\u0000\u000b\uffff\u{1f600}y' }),
    };
    await publishTo(env.KV, await buildSite(files));
    const visit = isolate();
    expect((await visit(`/${name}?q=%00%0bz`)).text).toBe('ab x\u{1f600}y|x\u{1f600}y|z');
    expect((await visit('/plain?q=%0bz')).text).toContain('a\u0001b');
  });

  test('so has one whose type its headers say', async () => {
    const files = { 'pages/a.txt.liquid': '---\nheaders: { CONTENT-type: text/xml }\n---\na\u0001b' };
    await publishTo(env.KV, await buildSite(files));
    expect((await isolate()('/a.txt')).text).toBe('ab');
  });
});
