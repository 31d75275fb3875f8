import { readPath } from '../../schema/file.ts';
import { isSkipped } from '../../schema/skipped.ts';
import type { Moved, MovedFile } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';

const NOTHING = 'Nothing, unless you miss it.';
/** Folders of tools, which hold hundreds of files. */
const JUNK = /(?:^|\/)(?:\.git|node_modules|__MACOSX|\.wrangler)\//;
const OUTSIDE = ' is not in a folder that a site has';

/** One line for all that is outside of a site's folders, whatever it is called. */
function leave(path: string, problem: string, report: ReportBuilder): void {
  if (!problem.includes(OUTSIDE)) report.left('path', problem, 'Rename it, and move again.', { path });
  else report.left('path', 'Files outside of the folders that a site has stay behind', NOTHING, { path });
}

/** A site of Meniscus, such as an export: its files are copied, and what is beside them stays. */
export async function copySite(source: Source): Promise<Moved> {
  const report = new ReportBuilder();
  const files = new Map<string, MovedFile>();
  for (const { path, special } of source.files) {
    const read = readPath(path.normalize());
    if (special)
      report.left('special', 'Links and the like are not followed', 'Put the file itself there.', { path });
    else if (JUNK.test(path)) continue;
    else if (isSkipped(path))
      report.left('about', 'Files about a project are no files of a site', NOTHING, { path });
    else if ('problem' in read) leave(path, read.problem.message, report);
    else {
      files.set(path.normalize(), { copy: path });
      report.moved('site', 'Files of a site of Meniscus are copied', path);
    }
  }
  return { files, report: report.build('meniscus') };
}
