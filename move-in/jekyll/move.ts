import type { Around, Moved, MovedFile, Put } from '../moved.ts';
import { ReportBuilder } from '../report.ts';
import type { Source } from '../source.ts';
import { type Plan, planOf } from './plan.ts';
import { notePlugins } from './plugins/others.ts';
import { rewriteTexts } from './plugins/rewrite-texts.ts';
import { arrange } from './source/arrange.ts';
import { noteGitHub } from './source/github.ts';
import { readJekyll } from './source/read.ts';
import { outside, sourceFolder, within } from './source/source-folder.ts';
import { writeArchives } from './write/archives.ts';
import { writeData } from './write/data.ts';
import { writeEntries } from './write/entries.ts';
import { writePages } from './write/pages.ts';
import { hasFeed, writePartials } from './write/partials.ts';
import { writeSettings } from './write/settings.ts';
import { writeSheets } from './write/sheets.ts';
import { writeStatics } from './write/statics.ts';
import { writeTemplates } from './write/templates.ts';

/** Makes a site of a Jekyll folder. */
export async function moveJekyll(source: Source, around: Around): Promise<Moved> {
  const folder = await sourceFolder(source);
  if (folder === '') return moveSource(source, around);
  return outside(folder, await moveSource(within(folder, source), around));
}

async function moveSource(source: Source, around: Around): Promise<Moved> {
  const report = new ReportBuilder();
  const read = arrange(await readJekyll(source, around.now, report), report);
  const site = await rewriteTexts(read, report);
  noteGitHub(site, report);
  notePlugins(source, site, report);
  const plan = planOf(site, report);
  const files = new Map<string, MovedFile>();
  const put: Put = (path, file) => {
    if (!files.has(path)) files.set(path, file);
  };
  writeAll(plan, around, put);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: new Map(sorted), report: report.build('jekyll') };
}

/** Templates come first: what they read decides what else is written. */
function writeAll(plan: Plan, around: Around, put: Put): void {
  writeTemplates(plan, put);
  if (hasFeed(plan)) plan.fields.add('id');
  const bodies = writePages(plan);
  const entries = writeEntries(plan);
  for (const write of [...bodies, ...entries]) write(put);
  writeArchives(plan, put);
  writePartials(plan, put);
  writeData(plan, put);
  writeSheets(plan, around, put);
  writeStatics(plan, put);
  writeSettings(plan, put);
}
