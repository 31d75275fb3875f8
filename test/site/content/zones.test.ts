import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoned } from '../../../liquid/run/filters/dates/zones.ts';
import { checkSite } from '../../../site/check/check.ts';
import { offsetAt } from '../../../site/content/zone.ts';
import { zonesOf } from '../../../site/content/zone-table.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const NAMES = [
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Tehran',
  'America/Sao_Paulo',
];

test('a release has the offsets of its zones as the platform has them', () => {
  const zones = zonesOf({ timezones: NAMES });
  const moments = fc.integer({ min: 0, max: Date.UTC(2040, 11, 31) / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), moments, (name, minutes) => {
      const epoch = minutes * 60_000;
      const shown = zoned({ epoch, offset: 0 }, epoch / 1000, zones, name);
      expect([shown.epoch, shown.offset]).toEqual([epoch, offsetAt(name, epoch) * 60]);
    }),
    { numRuns: 300 },
  );
});

const shown = (text: string, epoch: number, own?: string, name?: string) =>
  zoned(
    { epoch, offset: 0 },
    text,
    zonesOf({ ...(own !== undefined && { timezone: own }), timezones: NAMES }),
    name,
  );

test('a time without a zone is meant in the site’s, and a day is a day everywhere', () => {
  const noon = Date.UTC(2024, 6, 1, 12);
  expect(shown('2024-07-01 12:00', noon, 'Europe/Lisbon')).toMatchObject({
    epoch: noon - 3_600_000,
    offset: 3600,
  });
  expect(shown('2024-07-01 12:00', noon, 'Europe/Lisbon', 'Asia/Kolkata')).toMatchObject({
    epoch: noon - 3_600_000,
    offset: 19_800,
  });
  expect(shown('2024-07-01T12:00:00Z', noon, 'America/New_York')).toMatchObject({
    epoch: noon,
    offset: -14_400,
  });
  expect(shown('2024-07-01 14:00 +02:00', noon, 'America/New_York')).toMatchObject({
    epoch: noon,
    offset: -14_400,
  });
  const day = Date.UTC(2024, 6, 1);
  const { epoch, offset } = shown('2024-07-01', day, 'America/New_York', 'Asia/Kolkata');
  expect(epoch + offset * 1000).toBe(day);
  expect(shown('2024-07-01T12:00:00Z', noon, undefined, '+05:00')).toMatchObject({ offset: 18_000 });
});

test('a zone that there is not is an error, in a template and in site.yaml', () => {
  expect(() => shown('2024-07-01 12:00', 0, undefined, 'Europe/Lisboa')).toThrow(
    'no time zone Europe/Lisboa',
  );
  expect(() => shown('2024-07-01 12:00', 0, undefined, 'constructor')).toThrow('no time zone');
  const { facts } = compileFile('site.yaml', 'timezone: Europe/Lisboa\n');
  expect(checkSite(new Map([['site.yaml', facts]]))).toMatchObject([
    { code: 'timezone', severity: 'error', help: 'Did you mean Europe/Lisbon?' },
  ]);
});
