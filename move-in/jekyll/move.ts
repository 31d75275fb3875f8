import type { Around, Moved } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';

/** Makes a site of a Jekyll folder. */
export async function moveJekyll(source: Source, _around: Around): Promise<Moved> {
  const report = new ReportBuilder();
  for (const { path } of source.files)
    report.left('not_yet', 'This file is not moved yet.', 'Move it by hand.', { path });
  return { files: new Map(), report: report.build('jekyll') };
}
