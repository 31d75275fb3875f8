import { PageReports } from '../../../check/reports/page-reports.ts';
import type { Releases } from '../../tables/releases.ts';

/** What the gate reports of pages, kept as it goes on. Nothing is kept of a release that is not being checked any more. */
export function keptPages(releases: Releases, id: string, isStill: () => boolean): PageReports {
  // What an attempt before this one kept.
  releases.dropSection(id, 'pages');
  let parts = 0;
  return new PageReports((part) => {
    if (isStill()) releases.savePart(id, 'pages', parts++, part);
  });
}
