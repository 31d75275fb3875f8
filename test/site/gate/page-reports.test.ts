import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageReports, readReports } from '../../../admin/check/reports/page-reports.ts';

const REPORT = fc.record({
  route: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.repeat(200)),
  page: fc.constantFrom('a', 'b'),
  operations: fc.nat(),
  bytes: fc.nat(),
  values: fc.nat(1),
  reads: fc.array(fc.constantFrom('c', 'd'), { maxLength: 1 }),
});

test('parts of reports are one array of all, none of them larger than a row', () => {
  fc.assert(
    fc.property(fc.array(REPORT, { maxLength: 200 }), (reports) => {
      const parts: string[] = [];
      const pages = new PageReports((part) => parts.push(part));
      for (const report of reports) pages.add(report);
      pages.end();
      expect(readReports(parts.join(''))).toEqual(reports);
      // As earlier versions kept them.
      expect(readReports(JSON.stringify(reports))).toEqual(reports);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(600_000);
      expect(parts.length).toBeLessThanOrEqual(1 + parts.join('').length / (128 * 1024));
    }),
    { numRuns: 40 },
  );
});
