import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { SiteConfig } from '../../schema/site.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { calledPath, layoutPath } from './names.ts';

/** What a layout shows of the pages in it. */
export interface Shows {
  readonly blocks: ReadonlySet<string>;
  /** Whether it prints what pages have outside of blocks. */
  readonly content: boolean;
}

type Lookup = Pick<SiteFacts, 'get'>;

/**
 * What is shown by a layout with its own layouts and the partials of all; undefined where that cannot be known: a template that
 * is not there, or is named by an expression.
 */
export function showsOf(layout: string, files: Lookup): Shows | undefined {
  const blocks = new Set<string>();
  let content = false;
  const seen = new Set([layout]);
  for (const path of seen) {
    const facts = files.get(path);
    if (!facts?.outline || facts.refs?.dynamicPartials) return undefined;
    for (const name of Object.keys(facts.outline.blocks)) blocks.add(name);
    content ||= facts.refs?.globals.some(([name]) => name === 'content') ?? false;
    for (const call of facts.calls ?? []) seen.add(calledPath(call));
  }
  return { blocks, content: content || blocks.has('') };
}

/** The layout of a page; undefined where it has none, or one that is named by an expression. */
export function layoutOf(
  { front, refs, outline }: Facts,
  config: SiteConfig | undefined,
): string | undefined {
  if (outline?.layout === false) return undefined;
  const name = front?.layout ?? refs?.layouts[0] ?? config?.defaults?.layout;
  return typeof name === 'string' ? layoutPath(name) : undefined;
}

/** Warns of what a page has and its layout does not show: text outside of blocks, and blocks that the layout has not. */
export function checkShown(
  path: string,
  facts: Facts,
  files: Lookup,
  config: SiteConfig | undefined,
): Diagnostic[] {
  const { outline } = facts;
  const layout = facts.front && layoutOf(facts, config);
  if (!outline || layout === undefined) return [];
  const shows = showsOf(layout, files);
  if (!shows) return [];
  const has = shows.blocks.size > 0 ? [...shows.blocks].sort().join(', ') : 'none';
  const warning = { severity: 'warning' as const, code: 'not_shown', path };
  const found: Diagnostic[] = [];
  if (outline.loose && !shows.content)
    found.push({
      ...warning,
      ...outline.loose,
      message: `${layout} does not show this: it has no {{ content }}, and this is in no block`,
      help: `Put it into a block of the layout (${has}), or write {{ content }} into the layout.`,
    });
  for (const [name, place] of Object.entries(outline.blocks))
    if (name !== '' && !shows.blocks.has(name))
      found.push({
        ...warning,
        ...place,
        message: `${layout} does not show the block ${name}: it has no block of that name`,
        help: `Its blocks: ${has}.`,
      });
  return found;
}
