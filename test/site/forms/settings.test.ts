import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editYaml, printYaml } from '../../../admin/ui/src/language/edit-yaml.ts';
import type { YamlChange, YamlEntry } from '../../../admin/ui/src/language/protocol.ts';
import { readYaml } from '../../../admin/ui/src/language/read-yaml.ts';
import { runs } from '../../support/runs.ts';

const SITE = `# The pier's site
title:   'The Pier'   # in quotes

defaults: { layout: base }

redirects:
  # of the old site
  /old:   /new
  /shop:  { to: "/store", status: 302 }   # for now

csp: >-
  default-src 'self';
  img-src *
`;

const entry = (key: string, value: string, was: string | null = key): YamlEntry => ({
  was,
  key,
  value,
  inside: 'to',
});
const KEPT = [entry('/old', '/new'), entry('/shop', '/store')];

test('a change of one field leaves every other character as it is', () => {
  expect(editYaml(SITE, [{ keys: ['title'], value: 'The Quay' }])).toBe(SITE.replace('The Pier', 'The Quay'));
  expect(editYaml(SITE, [{ keys: ['defaults', 'layout'], value: 'wide' }])).toBe(
    SITE.replace('base', 'wide'),
  );
  expect(editYaml(SITE, [{ keys: ['title'], value: 'The Pier' }])).toBe(SITE);
  expect(editYaml(SITE, [{ keys: ['redirects'], entries: KEPT }])).toBe(SITE);
  expect(editYaml(SITE, [{ keys: ['none'], value: undefined }])).toBe(SITE);
});

test('redirects are changed, added and taken away where they are', () => {
  const save = (...entries: YamlEntry[]) => editYaml(SITE, [{ keys: ['redirects'], entries }]);
  expect(save(entry('/old', '/newest'), KEPT[1] as YamlEntry)).toBe(SITE.replace('/new\n', '/newest\n'));
  expect(save(KEPT[0] as YamlEntry, entry('/shop', '/stall'))).toBe(SITE.replace('/store', '/stall'));
  const added = save(...KEPT, entry('/a', '/b', null)) ?? '';
  expect(added.split('\n').filter((line) => !SITE.includes(line))).toEqual(['  /a: /b']);
  const removed = save(KEPT[1] as YamlEntry) ?? '';
  expect(readYaml(removed)).toMatchObject({ redirects: { '/shop': { to: '/store', status: 302 } } });
  expect(removed).toContain("title:   'The Pier'   # in quotes");
});

test('a text that is no YAML is not edited', () => {
  expect(editYaml('a: [', [{ keys: ['title'], value: 'x' }])).toBe(undefined);
});

test('whatever is changed, the values are those that printing it anew has', () => {
  const key = fc.constantFrom('/old', '/shop', '/a', '/b', '/c');
  const was = fc.constantFrom('same', 'new', '/old', '/shop');
  const text = fc.constantFrom('/new', '/store', '/x y', "it's: #1", 'true', '12', '');
  const entries = fc
    .uniqueArray(fc.tuple(key, text, was), { selector: ([name]) => name, maxLength: 4 })
    .map((rows) => {
      const taken = new Set<string>();
      return rows.map(([name, value, from]) => {
        const old =
          from === 'same' && ['/old', '/shop'].includes(name) ? name : from.startsWith('/') ? from : null;
        if (old === null || taken.has(old)) return entry(name, value, null);
        taken.add(old);
        return entry(name, value, old);
      });
    });
  const change: fc.Arbitrary<YamlChange> = fc.oneof(
    fc.record({
      keys: fc.constantFrom(['title'], ['csp'], ['new'], ['defaults', 'layout'], ['deep', 'er']),
      value: fc.option(text, { nil: undefined }),
    }),
    entries.map((rows) => ({ keys: ['redirects'], entries: rows })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(SITE, '', '# nothing yet\n', SITE.replaceAll('\n', '\r\n')),
      fc.array(change, { maxLength: 3 }),
      (site, changes) => {
        const edited = editYaml(site, changes);
        expect(edited).toBeDefined();
        expect(readYaml(edited ?? '') ?? {}).toEqual(readYaml(printYaml(site, changes) ?? '') ?? {});
      },
    ),
    { numRuns: runs(300) },
  );
});
