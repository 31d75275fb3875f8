import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import { FOREIGN_KEYS } from '../../schema/hints/other-systems.ts';
import { LIMITS } from '../../schema/limits.ts';
import { messageOf } from '../../schema/message-of.ts';
import { type FrontMatter, frontMatterSchema, HIDDEN_KEYS, RESERVED_KEYS } from '../../schema/page.ts';
import { parseRoute } from '../../schema/route.ts';
import type { NamedCall } from '../check/names.ts';
import { type ExactJson, exactMembers } from './exact.ts';
import { withBodies } from './fetch-bodies.ts';
import { closingLine, frontMatterSpan, frontMatterStart } from './front-matter-span.ts';
import { errorAt, positionAt } from './position.ts';
import { readYaml, schemaDiagnostics, type YamlRead } from './yaml.ts';

export interface FrontMatterRead {
  readonly front: FrontMatter;
  /** Where the template itself begins, in UTF-16 units. */
  readonly end: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The layout that it names, and where. */
  readonly layout?: NamedCall;
  /** Where its lists are written, which whole-site checks tell of. */
  readonly lines?: Readonly<Record<string, Position>>;
  /** The author's own values, where JSON.parse would change their numbers. */
  readonly own?: ExactJson;
}

/** The YAML before a text, of whatever keys. */
export interface FrontRead {
  /** undefined when there is none, or it can't be read. */
  readonly yaml?: YamlRead;
  /** Where the text itself begins, in UTF-16 units. */
  readonly end: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a page's front matter. A page without one has empty front matter. */
export function readFrontMatter(text: string): FrontMatterRead {
  const { yaml, end, diagnostics } = readFront(text);
  return yaml ? { ...check(text, yaml), end } : { front: {}, end, diagnostics };
}

/** Reads the YAML between two `---` lines at the start of a file, or behind blank lines. */
export function readFront(text: string): FrontRead {
  const start = frontMatterStart(text);
  if (start === undefined) return { end: text.startsWith('\ufeff') ? 1 : 0, diagnostics: [] };
  const close = closingLine(text, start);
  if (!close) {
    const found = errorAt(
      text,
      0,
      start,
      'front_matter_open',
      'The front matter is not closed',
      'Put a line with --- after it.',
    );
    return { end: text.length, diagnostics: [found] };
  }
  if (close.at - start > LIMITS.frontMatterBytes) {
    const message = `The front matter has ${close.at - start} characters; at most ${LIMITS.frontMatterBytes} are allowed`;
    return { end: close.end, diagnostics: [errorAt(text, 0, start, 'front_matter_size', message)] };
  }
  const yaml = readYaml(text, start, close.at, ['headers']);
  if (yaml.diagnostics.length > 0) return { end: close.end, diagnostics: yaml.diagnostics };
  return { yaml, end: close.end, diagnostics: [] };
}

function check(text: string, yaml: YamlRead): Omit<FrontMatterRead, 'end'> {
  const parsed = frontMatterSchema.safeParse(yaml.data ?? {});
  if (!parsed.success) {
    return { front: {}, diagnostics: schemaDiagnostics(text, yaml, 'front_matter', parsed.error.issues) };
  }
  const diagnostics: Diagnostic[] = [];
  if (parsed.data.route !== undefined) {
    try {
      parseRoute(parsed.data.route);
    } catch (error) {
      const [start, end] = yaml.place(['route']);
      diagnostics.push(errorAt(text, start, end, 'route', messageOf(error)));
    }
  }
  diagnostics.push(...ownKeyFindings(text, parsed.data, yaml));
  const own = exactMembers(yaml.json, RESERVED_KEYS);
  const { fetch, ...rest } = parsed.data;
  const front = fetch ? { ...rest, fetch: withBodies(fetch, yaml.json, ['fetch']) } : rest;
  return {
    front,
    diagnostics,
    ...(own && { own }),
    ...layoutOf(text, front, yaml),
    ...linesOf(text, front, yaml),
  };
}

function linesOf(text: string, front: FrontMatter, { place }: YamlRead): Pick<FrontMatterRead, 'lines'> {
  const keys = ['each', 'paginate'].filter((key) => Object.hasOwn(front, key));
  if (keys.length === 0) return {};
  return { lines: Object.fromEntries(keys.map((key) => [key, positionAt(text, place([key])[0])])) };
}

/** Keys that would be hidden, and keys that mean something elsewhere. */
function ownKeyFindings(text: string, front: FrontMatter, { place }: YamlRead): Diagnostic[] {
  return Object.keys(front).flatMap((key) => {
    const [start, end] = place([key]);
    if (HIDDEN_KEYS.includes(key)) {
      const message = `page.${key} is the system's: give your key another name`;
      return [errorAt(text, start, end, 'reserved_key', message, `Names that are taken: ${TAKEN}.`)];
    }
    const hint = FOREIGN_KEYS[key];
    const isMeant = (key === 'draft' && !front.draft) || (key === 'published' && front.published !== false);
    if (hint === undefined || isMeant) return [];
    const message = `${key} does nothing here; templates see it as page.${key}`;
    return [{ ...errorAt(text, start, end, 'foreign_key', message, hint), severity: 'warning' }];
  });
}

const TAKEN = [...RESERVED_KEYS, ...HIDDEN_KEYS].join(', ');

/** Front matter where none is read: it would be printed into every page. Undefined where there is none. */
export function strayFrontMatter(text: string): Diagnostic | undefined {
  const span = frontMatterSpan(text);
  if (!span) return undefined;
  const help =
    "A layout names its own layout with {% layout 'name' %}; values of a partial are its arguments.";
  const message = 'Only pages have front matter: here it would be printed';
  return errorAt(text, 0, span[1], 'front_matter_here', message, help);
}

function layoutOf(
  text: string,
  { layout: name }: FrontMatter,
  { place }: YamlRead,
): Pick<FrontMatterRead, 'layout'> {
  if (!name) return {};
  const [start, end] = place(['layout']);
  return {
    layout: { kind: 'layout', name, args: [], start: positionAt(text, start), end: positionAt(text, end) },
  };
}
