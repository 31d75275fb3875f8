import type { TemplateError } from '../error.ts';
import type { Budget } from './budget.ts';
import type { Moment } from './filters/dates/moment.ts';
import type { Zones } from './filters/dates/zones.ts';
import type { Frame, Runnable } from './frame.ts';
import type { Float } from './values/values.ts';

/**
 * Stops a render that comes to a part of the language which usual.ts or more.ts brings. A host that leaves them for later loads the first
 * that is missing then, and renders again.
 */
export class NeedsMore extends Error {
  /** Loads what is missing where that is not in more.ts. */
  load?(): Promise<unknown>;
}

/** The text between two directives, or what shows one of them. `date` is in its zone as if that was UTC. */
export type Part = string | ((date: Date, moment: Moment, budget: Budget) => string);

/** What whole pages come to, and what is left of a page at publish mostly does not: usual.ts brings it. */
export interface Usual {
  /** `size`, `first` or `last` of a value: values/property.ts. */
  command: (target: unknown, key: string, budget: Budget) => unknown;
  /** What `contains` and `<` ask of values: expressions/usual-condition.ts. */
  contains: (left: unknown, right: unknown, f: Frame) => boolean;
  order: (left: unknown, right: unknown, f: Frame) => number;
  /** Runs something in a frame inside of another: tags/partial.ts. */
  nested: (f: Frame, frame: Frame, run: () => string) => string;
  /** Prints a URL in quotes: output/url.ts. */
  printUrl: (value: unknown, f: Frame) => string;
  /** Runs a page in the layout that the host names: tags/layout.ts. */
  runLayout: (f: Frame, name: unknown, args: readonly [], body: Runnable) => string;
}

/** What few renders come to: more.ts brings all of it. */
export interface Late {
  /** A date that is written as people write it: filters/dates/parse-date.ts. */
  date: (text: string, now: () => number) => Moment | undefined;
  /** A JSON text's value, with its numbers as they are written: values/exact.ts. */
  exact: (json: string) => unknown;
  /** A format with directives, flags or widths that are rare: filters/dates/late-strftime.ts. */
  format: (format: string) => readonly Part[];
  /** Where a long text is in another, and the parts between them: values/late-search.ts. */
  indexOf: (text: string, found: string, from: number, budget: Budget) => number;
  partsOf: (text: string, found: string, budget: Budget) => string[];
  /** An array or hash as Ruby shows it: values/inspect.ts. */
  inspect: (value: unknown, budget: Budget) => string;
  /** How a message names the kind of a value: values/inspect.ts. */
  kindName: (value: unknown) => string;
  /** Gives an error its place: locate.ts. */
  locate: (error: TemplateError, frame: Frame) => void;
  /** A member at a path with dots, or of what is no hash: filters/lists/late-member.ts. */
  member: (item: unknown, key: unknown, budget: Budget) => unknown;
  /** What prints in a place that few pages print in: output/places.ts. */
  printerAt: (place: string) => (value: unknown, f: Frame) => string;
  /** The number that a text is, or begins with: values/read-number.ts. */
  readNumber: (text: string) => number | bigint | Float;
  /** Whether two arrays or hashes have the same content: values/same-content.ts. */
  sameContent: (a: object, b: object, budget: Budget, depth: number) => boolean;
  /** A very small float: values/inspect.ts. */
  scientific: (value: number) => string;
  /** A character as a word begins with it: filters/texts/title.ts. */
  title: (character: string) => string;
  /** A moment as clocks of a time zone show it: filters/dates/zones.ts. */
  zoned: (moment: Moment, input: unknown, zones: Zones | undefined, name?: string) => Moment;
}

/** Filled by usual.ts and more.ts. */
export const LATE: Partial<Usual & Late> = {};

/** How much of the language is there. */
export const LOADED = { usual: false, all: false };

/** `found`, or undefined when there is no such thing. Throws NeedsMore while a part that is not loaded may have it. */
export function orMore<T>(found: T | undefined): T | undefined {
  return found === undefined && !LOADED.all ? needMore() : found;
}

/** What is brought under a name; throws NeedsMore until it is there. */
export function late<K extends keyof (Usual & Late)>(name: K): (Usual & Late)[K] {
  return LATE[name] ?? needMore();
}

function needMore(): never {
  throw new NeedsMore('a part of the language');
}
