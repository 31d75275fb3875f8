import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from '../../../move-in/report.ts';
import type { Context } from '../../frame/context.ts';
import { EXIT, type Exit, usage } from '../../frame/exit.ts';
import { plural } from '../../output/words.ts';
import { type Frame, ORIGIN } from './addresses.ts';
import { compareSites } from './compare-sites.ts';
import { type Difference, isNote, KINDS, type Kind } from './difference.ts';
import { drawComparison } from './draw-comparison.ts';
import { explainMissing } from './missing.ts';
import { newSite } from './new-site.ts';
import { folderSite, type OldSite } from './old-site.ts';
import { runningSite, runningUrl } from './running-site.ts';

/** What --json prints of a comparison. */
export interface ComparisonData {
  readonly equal: boolean;
  /** Addresses of the old site, those of them that are here too, and those of these that are equal. */
  readonly there: number;
  readonly compared: number;
  readonly equalPages: number;
  readonly counts: Readonly<Partial<Record<Kind, number>>>;
  readonly differences: readonly Difference[];
}

/** Compares the site in `folder` with what the old site was built to, or where it runs, and shows what differs. `report`: of the move before. */
export async function compareWith(
  { cwd, terminal, signal }: Pick<Context, 'cwd' | 'terminal' | 'signal'>,
  folder: string,
  old: string,
  all: boolean,
  report?: Report,
): Promise<{ data: ComparisonData; exit: Exit }> {
  const url = runningUrl(old);
  const built = url ? undefined : builtFolder(cwd, old);
  const site = await newSite(folder, ORIGIN, terminal);
  const frame = frameOf(site.site, url);
  const there: OldSite = url ? runningSite(url, frame, signal) : folderSite(built ?? '');
  const compared = await compareSites(there, site, frame, (done, of) => {
    signal.throwIfAborted();
    terminal.progress('Comparing', done, of);
  });
  const found = { ...compared, differences: explainMissing(compared.differences, report?.notes) };
  const different = found.differences.filter((each) => !isNote(each));
  const pages = new Set(different.filter(({ kind }) => kind !== 'missing').map(({ page }) => page));
  const equal = different.length === 0;
  const equalPages = found.compared - pages.size;
  if (found.differences.length > 0) terminal.say(`${drawComparison(found, all, terminal.colours)}\n`);
  const { green, red } = terminal.colours;
  terminal.say(
    `${equal ? green('✓') : red('✗')} ${plural(found.there, 'address', 'addresses')} there: ${equalPages} equal here, ${pages.size} different, ${found.there - found.compared} missing`,
  );
  const { differences } = found;
  const data = {
    equal,
    there: found.there,
    compared: found.compared,
    equalPages,
    counts: countsOf(differences),
    differences,
  };
  return { data, exit: equal ? EXIT.done : EXIT.found };
}

function builtFolder(cwd: string, old: string): string {
  const folder = resolve(cwd, old);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw usage(
    `There is no folder ${old} to compare with.`,
    'Build the old site first (jekyll build writes _site), or give the address that it runs at: http://localhost:4000',
  );
}

/** What the site says of where it is: `url` and `baseurl`, as Jekyll calls them. */
function frameOf(site: Readonly<Record<string, unknown>>, url: URL | undefined): Frame {
  const text = (name: string) =>
    Object.hasOwn(site, name) && typeof site[name] === 'string' ? site[name] : '';
  const own = [url?.origin, URL.parse(text('url'))?.origin, URL.parse(text('origin'))?.origin];
  const path = url && url.pathname !== '/' ? url.pathname : text('baseurl');
  const base = path.replace(/\/+$/, '');
  return {
    origin: ORIGIN,
    own: new Set(own.filter((each) => each !== undefined)),
    base: base === '' || base.startsWith('/') ? base : `/${base}`,
  };
}

function countsOf(differences: readonly Difference[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {};
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const count = differences.filter((each) => each.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}
