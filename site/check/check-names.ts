import type { Diagnostic } from '../../schema/diagnostic.ts';
import { FOREIGN_SITE } from '../../schema/hints/other-systems.ts';
import { RESERVED_SITE_KEYS } from '../../schema/site.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { ofKinds, withoutEntries } from '../site-facts.ts';
import { dataKey, partialPath } from './names.ts';

/** Warns of what templates read of `site` and `data` that is not there: it prints nothing, and half a page may be missing. */
export function checkNames(files: SiteFacts): Diagnostic[] {
  const config = files.get('site.yaml')?.config ?? {};
  const own = Object.keys(config).filter((key) => !RESERVED_SITE_KEYS.has(key));
  const data = dataNames(files);
  const given = argumentsGiven(withoutEntries(files));
  return [...withoutEntries(files)].flatMap(([path, { outside = [] }]) =>
    outside.flatMap(({ path: [root = '', ...names], ...place }) => {
      if (given.has(`${path} ${root}`)) return [];
      const found = root === 'site' ? missingSite(names, own) : missingData(names, data);
      return found ? [{ severity: 'warning' as const, path, ...place, ...found }] : [];
    }),
  );
}

type Missing = Pick<Diagnostic, 'code' | 'message' | 'help'>;

function missingSite([name = '']: readonly string[], own: readonly string[]): Missing | undefined {
  if (own.includes(name)) return undefined;
  const help = FOREIGN_SITE[name] ?? `Write ${name}: into site.yaml, or take it out here.`;
  return { code: 'unknown_site_value', message: `site.${name} is not in site.yaml: it prints nothing`, help };
}

/** What a list has without a file of that name. */
const COMMANDS = new Set(['size', 'first', 'last']);

function missingData(names: readonly string[], { files, folders }: DataNames): Missing | undefined {
  let key = 'data';
  for (const [depth, name] of names.entries()) {
    key += `/${name}`;
    if (files.has(key) || (depth > 0 && COMMANDS.has(name))) return undefined;
    if (folders.has(key)) continue;
    const message = `${key.replaceAll('/', '.')} is in no data file: it prints nothing`;
    return {
      code: 'unknown_data',
      message,
      help: `Save it as ${key}.yaml or ${key}.json, or take it out here.`,
    };
  }
  return undefined;
}

interface DataNames {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

function dataNames(files: SiteFacts): DataNames {
  const names = new Set(Array.from(ofKinds(files, 'data'), ([path]) => dataKey(path)));
  const folders = new Set<string>();
  for (const name of names)
    for (let end = name.lastIndexOf('/'); end > 4; end = name.lastIndexOf('/', end - 1))
      folders.add(name.slice(0, end));
  return { files: names, folders };
}

/** Partials that are given an argument named `site` or `data`, each with that name: they may not mean the site's. */
function argumentsGiven(files: Iterable<readonly [string, Facts]>): Set<string> {
  const given = new Set<string>();
  for (const [, { calls = [] }] of files)
    for (const { kind, name, args } of calls)
      if (kind !== 'layout') for (const arg of args) given.add(`${partialPath(name)} ${arg}`);
  return given;
}
