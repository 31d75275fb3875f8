import type { Colours } from '../../output/colours.ts';
import { plural } from '../../output/words.ts';
import type { Compared } from './compare-sites.ts';
import { type Difference, isNote, KINDS, type Kind } from './difference.ts';

/** Differences of a kind that are shown, and pages of one of them. */
const SHOWN = { rows: 8, pages: 3 };

/** A table of what differs, by kind, what most pages have first. `all` shows every one. */
export function drawComparison({ differences }: Compared, all: boolean, colours: Colours): string {
  const kinds = (Object.keys(KINDS) as Kind[]).map((kind) => ({
    kind,
    found: differences.filter((each) => each.kind === kind),
  }));
  return kinds
    .filter(({ found }) => found.length > 0)
    .map(({ kind, found }) => drawKind(kind, found, all, colours))
    .join('\n\n');
}

function drawKind(kind: Kind, found: readonly Difference[], all: boolean, colours: Colours): string {
  const groups = [...grouped(found).values()].sort((a, b) => b.length - a.length);
  const shown = groups.slice(0, all ? undefined : SHOWN.rows);
  const title = `${KINDS[kind]}: ${found.length}`;
  const note = found[0] && isNote(found[0]) ? colours.dim(' (no difference to a visitor)') : '';
  const rows = shown.map((group) => drawGroup(kind, group, all, colours));
  const more =
    groups.length > shown.length ? [colours.dim(`  … and ${groups.length - shown.length} more (--all)`)] : [];
  return [colours.bold(title) + note, ...rows, ...more].join('\n');
}

/** Those that look alike: a fault in a layout is on every page. */
function grouped(found: readonly Difference[]): Map<string, Difference[]> {
  const groups = new Map<string, Difference[]>();
  for (const each of found) {
    const key = keyOf(each);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(each);
  }
  return groups;
}

function keyOf({ kind, page, old, new: now, why }: Difference): string {
  if (kind === 'missing' || kind === 'extra') return why ?? page;
  // What the rule of a whole site makes of each address.
  return kind === 'redirect' && why !== undefined ? why : `${old}\n${now}`;
}

function drawGroup(kind: Kind, group: readonly Difference[], all: boolean, colours: Colours): string {
  const [first] = group;
  if (!first) return '';
  const pages = group.slice(0, all ? undefined : SHOWN.pages).map(({ page }) => page);
  const more = group.length > pages.length ? `, and ${plural(group.length - pages.length, 'more page')}` : '';
  const count = first.count > 1 ? colours.dim(`  (the first of ${first.count})`) : '';
  const because = first.why ? [`    ${colours.cyan('→')} ${first.why}`] : [];
  if (kind === 'missing' || kind === 'extra') return [`  ${pages.join(', ')}${more}`, ...because].join('\n');
  const side = (sign: string, text: string) =>
    text === '' ? [] : [`    ${sign} ${text.replaceAll('\n', '\n      ')}`];
  return [
    `  ${pages.join(', ')}${more}${count}`,
    ...side(colours.red('there'), first.old),
    ...side(colours.green('here '), first.new),
    ...because,
  ].join('\n');
}
