import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { checkArguments, checkRefs } from '../../../../site/check/check.ts';
import { calledPath } from '../../../../site/check/names.ts';
import { checkShown, layoutOf } from '../../../../site/check/not-shown.ts';
import { collectionPath } from '../../../../site/content/entry-path.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileWith } from '../../../../site/files/compile-with.ts';
import type { MarkdownTexts } from '../../../../site/markdown/texts.ts';
import { contentFindings } from './content-findings.ts';

/** A file to check, with what is known of its site. */
export interface Checked {
  readonly path: string;
  readonly text: string;
  /** Paths of all files of its site. */
  readonly known: ReadonlySet<string>;
  /** Texts of other files by path: of those that `needs` names. */
  readonly others: ReadonlyMap<string, string>;
}

export interface FileChecked {
  readonly diagnostics: Diagnostic[];
  readonly needs: string[];
}

/** Files that a check asks about: layouts of layouts and partials of partials end somewhere. */
const MOST_NEEDS = 200;

/**
 * What is wrong with a file among the site's others: the site's own checks, with the severities that a publish gives. `needs` are
 * the files that this depends on; where one of them was not among `others`, ask again with it.
 */
export function checkFile(
  { path, text, known, others }: Checked,
  texts: MarkdownTexts | undefined,
): FileChecked {
  const { facts, diagnostics } = compileWith(texts, path, text);
  const site = siteOf(others, texts);
  const config = site.get('site.yaml')?.config;
  const collection = facts.entry && others.get(collectionPath(facts.entry.collection));
  return {
    diagnostics: [
      ...diagnostics,
      ...checkRefs(path, facts, known),
      ...checkArguments(path, facts, (partial) => site.get(partial)?.doc),
      ...checkShown(path, facts, site, config),
      ...contentFindings({ path, paths: known, collection }, facts),
    ],
    needs: needsOf(facts, site),
  };
}

export function siteOf(others: ReadonlyMap<string, string>, texts?: MarkdownTexts): Map<string, Facts> {
  return new Map(Array.from(others, ([path, text]) => [path, compileWith(texts, path, text).facts]));
}

/** The files that are named, and for what a layout shows, what those name. */
function needsOf(facts: Facts, site: ReadonlyMap<string, Facts>): string[] {
  const needs = new Set<string>();
  if (facts.entry) needs.add(collectionPath(facts.entry.collection));
  for (const call of facts.calls ?? []) needs.add(calledPath(call));
  if (!facts.front) return [...needs];
  needs.add('site.yaml');
  const layout = layoutOf(facts, site.get('site.yaml')?.config);
  if (layout !== undefined) for (const path of framesOf(layout, site)) needs.add(path);
  return [...needs];
}

/** A layout with all that it names. */
export function framesOf(layout: string, site: ReadonlyMap<string, Facts>): Set<string> {
  const found = new Set([layout]);
  for (const path of found)
    for (const call of site.get(path)?.calls ?? []) if (found.size < MOST_NEEDS) found.add(calledPath(call));
  return found;
}
