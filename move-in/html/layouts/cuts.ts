import type { Placed } from './align.ts';

/** Elements that a layout may open and a page go on in. */
const FRAMES = new Set('html body div main section article center table tbody thead tr td form'.split(' '));
/** Elements that end where the next of their kind begins. */
const REPEATED = new Set('li dt dd tr td th option'.split(' '));
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements whose tag holds all of them. */
const WHOLE = new Set('script style textarea title xmp iframe noembed noframes'.split(' '));

/** Parts up to the last place where nothing is open but frames: a header ends there. */
export function header(placed: readonly Placed[]): readonly Placed[] {
  return placed.slice(0, lastGood(placed.map(({ name }) => name)));
}

/** The same from the end of a page: `placed` begins with what is last. */
export function footer(placed: readonly Placed[]): readonly Placed[] {
  const names = placed.map(({ name }) => (name.startsWith('/') ? name.slice(1) : name && `/${name}`));
  return placed.slice(0, lastGood(names)).reverse();
}

/** How many parts there are before the last place where only frames are open. */
function lastGood(names: readonly string[]): number {
  const open: string[] = [];
  /** How many of them are no frames. */
  let others = 0;
  let good = 0;
  const drop = (from: number): void => {
    for (const each of open.splice(from)) if (!FRAMES.has(each)) others--;
  };
  for (const [n, name] of names.entries()) {
    const bare = name.replace('/', '');
    if (name.startsWith('/')) {
      const at = open.lastIndexOf(bare);
      if (at >= 0) drop(at);
    } else if (name !== '' && !VOID.has(bare) && !WHOLE.has(bare)) {
      if (open.at(-1) === 'p' || (REPEATED.has(name) && open.at(-1) === name)) drop(open.length - 1);
      open.push(name);
      if (!FRAMES.has(name)) others++;
    }
    // What is inside of a line of text belongs to the element around it.
    if (name !== '' && others === 0) good = n + 1;
  }
  return good;
}
