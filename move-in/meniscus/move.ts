import { readPath } from '../../schema/file.ts';
import { isSkipped } from '../../schema/skipped.ts';
import type { Moved, MovedFile } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';

/** A site of Meniscus, such as an export: its files are copied, and what is beside them stays. */
export async function copySite(source: Source): Promise<Moved> {
  const report = new ReportBuilder();
  const files = new Map<string, MovedFile>();
  for (const { path, special } of source.files) {
    const read = readPath(path.normalize());
    if (special)
      report.left('special', 'Links and the like are not followed', 'Put the file itself there.', { path });
    else if (isSkipped(path) || 'problem' in read)
      report.left(
        'path',
        'problem' in read ? read.problem.message : 'Files about a project are no files of a site',
        'Nothing, unless you miss it.',
        { path },
      );
    else {
      files.set(path.normalize(), { copy: path });
      report.moved('site', 'Files of a site of Meniscus are copied', path);
    }
  }
  return { files, report: report.build('meniscus') };
}
