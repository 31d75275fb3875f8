import { argumentFindings } from '../../liquid/compile/lint/arguments.ts';
import { nearest } from '../../liquid/compile/nearest.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { findingAddresses } from '../addresses/known.ts';
import type { ReadData } from '../addresses/lists.ts';
import { checkingContent } from '../content/check-content.ts';
import { surveying } from '../content/survey/survey.ts';
import { isZone } from '../content/zone.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { checkRaw } from '../files/raw.ts';
import { inOneGo } from '../in-one-go.ts';
import { checkRedirects, siteRoutes } from '../routes/routes.ts';
import { ofKinds, saying, withoutEntries } from '../site-facts.ts';
import { checkNames } from './check-names.ts';
import { checkLinks } from './file-links.ts';
import { atLine, finding, START } from './finding.ts';
import { calledPath, dataKey, partialPath } from './names.ts';
import { checkShown } from './not-shown.ts';
import { wanted } from './wanted.ts';

/** Checks what no file can know alone, with `read` also what follows from what is in data files. A site without errors here can be published. */
export const checkSite = (files: SiteFacts, read?: ReadData): Diagnostic[] =>
  inOneGo(checkingSite(files, read));

/** The same with pauses, of which none is far from the next. */
export function* checkingSite(files: SiteFacts, read?: ReadData): Generator<void, Diagnostic[]> {
  const found: Diagnostic[] = [];
  const config = files.get('site.yaml')?.config;
  const templates = () => ofKinds(files, 'page', 'layout', 'partial');
  // A page may name its layout in front matter alone.
  for (const some of [entriesThatRefer(files), templates()])
    yield* ofEach(some, found, (path, facts) => checkRefs(path, facts, files));
  yield* ofEach(templates(), found, (path, facts) =>
    checkArguments(path, facts, (partial) => files.get(partial)?.doc),
  );
  yield* ofEach(templates(), found, (path, facts) => checkShown(path, facts, files, config));
  for (const check of [checkCycles, checkData, checkNames, checkZones]) {
    found.push(...check(files));
    yield;
  }
  found.push(...(yield* checkingContent(files, yield* surveying(files))));
  yield;
  found.push(...(yield* findingAddresses(files, { at: 0, all: true }, read)).diagnostics);
  for (const check of [
    checkLinks,
    (all: SiteFacts) => siteRoutes(all).diagnostics,
    checkRedirects,
    checkRaw,
  ]) {
    yield;
    found.push(...check(files));
  }
  return found;
}

function* entriesThatRefer(files: SiteFacts): Generator<readonly [path: string, facts: Facts]> {
  for (const file of saying(files, 'refs')) if (file[1].kind === 'entry') yield file;
}

/** Files that are looked at between two pauses. */
const FILES = 500;

function* ofEach(
  files: Iterable<readonly [path: string, facts: Facts]>,
  found: Diagnostic[],
  check: (path: string, facts: Facts) => readonly Diagnostic[],
): Generator<void> {
  let looked = 0;
  for (const [path, facts] of files) {
    found.push(...check(path, facts));
    if (++looked % FILES === 0) yield;
  }
}

/** Where two files want one address or one name: nothing can be published then, whoever caused it. */
export function conflicts(files: SiteFacts): Diagnostic[] {
  const ofRoutes = siteRoutes(files).diagnostics.filter(({ code }) => code === 'route_twice');
  return [...checkData(files), ...ofRoutes];
}

/** Time zones in site.yaml that there are not. */
function checkZones(files: SiteFacts): Diagnostic[] {
  const { config, lines } = files.get('site.yaml') ?? {};
  const { timezone, timezones = [] } = config ?? {};
  const named = timezones.map((name) => ({ name, key: 'timezones' as const }));
  return [...(timezone === undefined ? [] : [{ name: timezone, key: 'timezone' as const }]), ...named]
    .filter(({ name }) => !isZone(name))
    .map(({ name, key }) => {
      const near = nearest(name, Intl.supportedValuesOf('timeZone'));
      const help = near === undefined ? 'Write it as in Europe/Lisbon.' : `Did you mean ${near}?`;
      const found = finding('site.yaml', 'timezone', `There is no time zone ${name}`, help);
      return atLine(found, lines?.[key]);
    });
}

/** Layouts and partials that a template names and that are not there, each where it is first named. */
export function checkRefs(path: string, facts: Facts, files: Pick<SiteFacts, 'has'>): Diagnostic[] {
  const missing = wanted(facts, undefined).filter((target) => !files.has(target));
  if (missing.length === 0) return [];
  const places = new Map((facts.calls ?? []).toReversed().map((call) => [calledPath(call), call]));
  return missing.map((target) => {
    const help = `Upload ${target}, or mend its name here.`;
    const { start, end } = places.get(target) ?? { start: START, end: START };
    return { ...finding(path, 'missing_file', `${target} does not exist`, help), start, end };
  });
}

/** Arguments of a `render` that the partial's `doc` tag misses or does not know: warnings. */
export function checkArguments(
  path: string,
  facts: Facts,
  docOf: (partial: string) => Facts['doc'],
): Diagnostic[] {
  return (facts.calls ?? []).flatMap(({ kind, name, args, start, end }) => {
    const params = kind === 'render' ? docOf(partialPath(name)) : undefined;
    return argumentFindings(name, args, params ?? []).flatMap(([code, message, help]) =>
      params ? [{ severity: 'warning' as const, code, message, path, start, end, help }] : [],
    );
  });
}

/**
 * Layouts that lead back to themselves, each cycle once. A partial may: a condition can end it, and the budget of depth
 * is there for one that does not. Iterative, as a chain can be 10,000 long.
 */
function checkCycles(files: SiteFacts): Diagnostic[] {
  const done = new Set<string>();
  const found: Diagnostic[] = [];
  for (const [root] of withoutEntries(files)) {
    const way: { path: string; next: string[] }[] = [];
    const enter = (path: string) => {
      const facts = files.get(path);
      if (facts && !done.has(path)) way.push({ path, next: wanted(facts, undefined).filter(isLayout) });
    };
    enter(root);
    while (way.length > 0) {
      const top = way.at(-1);
      const target = top?.next.pop();
      if (target === undefined) {
        if (top) done.add(top.path);
        way.pop();
        continue;
      }
      const at = way.findIndex((step) => step.path === target);
      if (at >= 0) found.push(cycle([...way.slice(at).map((step) => step.path), target]));
      else enter(target);
    }
  }
  return found;
}

const isLayout = (path: string) => path.startsWith('layouts/');

function cycle(path: readonly string[]): Diagnostic {
  return finding(
    path[0] ?? '',
    'cycle',
    `Layouts stand in each other without end: ${path.join(' -> ')}`,
    'Take one of these out.',
  );
}

/** One name of `data` must mean one thing: no posts.json beside posts.yaml, and no blog.json beside blog/, which is a list. */
function checkData(files: SiteFacts): Diagnostic[] {
  const byKey = new Map<string, string>();
  const found: Diagnostic[] = [];
  const paths = Array.from(ofKinds(files, 'data'), ([path]) => path).sort();
  for (const path of paths) {
    const key = dataKey(path);
    const other = byKey.get(key);
    if (other)
      found.push(
        finding(
          path,
          'data_name',
          `${other} and ${path} are both ${key.replaceAll('/', '.')}`,
          'Rename one of them.',
        ),
      );
    byKey.set(key, path);
  }
  for (const [key, path] of byKey) {
    for (let end = key.lastIndexOf('/'); end > 4; end = key.lastIndexOf('/', end - 1)) {
      const other = byKey.get(key.slice(0, end));
      if (other)
        found.push(
          finding(
            path,
            'data_name',
            `${key.slice(0, end).replaceAll('/', '.')} is ${other}, and the list of all files below ${key.slice(0, end)}/ too`,
            'Rename one of them, or move the file into the folder.',
          ),
        );
    }
  }
  return found;
}
