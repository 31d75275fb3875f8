import type { Facts as TemplateFacts } from '../../liquid/compile/analyse.ts';
import { compile } from '../../liquid/compile/compile.ts';
import { positionsIn } from '../../liquid/compile/diagnostics.ts';
import { docParams } from '../../liquid/compile/lint/doc.ts';
import { collectionSchema } from '../../schema/content/collection.ts';
import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import { type FileKind, isMarkdown, kindOf } from '../../schema/file.ts';
import { LIMITS } from '../../schema/limits.ts';
import { typeOfPage } from '../../schema/media.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { FrontMatter } from '../../schema/page.ts';
import { parseRoute, routeOfPage } from '../../schema/route.ts';
import { RESERVED_SITE_KEYS, type SiteConfig, siteSchema } from '../../schema/site.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { hasErrors } from '../check/finding.ts';
import type { CompiledFile, Facts, OutsideRead } from '../facts.ts';
import '../extensions/address-filters.ts';
import '../extensions/image-filters.ts';
import '../extensions/markdownify-filter.ts';
import { compileEntry } from '../content/compile-entry.ts';
import type { FileLink } from '../markdown/file-links.ts';
import { type MarkdownTexts, needed } from '../markdown/texts.ts';
import { markOf } from '../uses/marks.ts';
import { outlineFacts, placesOf } from '../uses/outline-facts.ts';
import { readCsv } from './csv.ts';
import { compactJson, type ExactJson, exactMembers, isExact } from './exact.ts';
import { withBodies } from './fetch-bodies.ts';
import { readFrontMatter, strayFrontMatter } from './front-matter.ts';
import type { Given } from './given.ts';
import { jsonProblems } from './json-problems.ts';
import { lintTemplate } from './lint.ts';
import { startsOf } from './media.ts';
import { errorAt } from './position.ts';
import { isOwn, rawOutside, visitors } from './raw.ts';
import { readYaml, schemaDiagnostics, type YamlRead } from './yaml.ts';
import '../extensions/tag-syntax.ts';

/** Reads of one template that are looked up: warnings about more help nobody. */
const MOST_READS = 100;

/**
 * Compiles one text file of a site. Never throws for what is in `text`. `given` is what the rest of the site decides, `texts`
 * reads Markdown: without it, no file may be Markdown.
 */
export function compileWith(
  texts: MarkdownTexts | undefined,
  path: string,
  text: string,
  given: Given = {},
): CompiledFile {
  const kind = kindOf(path);
  switch (kind) {
    case 'page':
      return compilePage(path, text, given, texts);
    case 'layout':
    case 'partial':
      return compileFrame(path, kind, text, given);
    case 'data':
      return compileData(path, text);
    case 'entry':
      return compileEntry(path, text, given, texts);
    case 'collection':
      return compileCollection(text);
    case 'sample':
      return { facts: { kind }, code: '', diagnostics: readJson(text).diagnostics };
    case 'site':
      return compileSite(text);
    case 'asset':
      return { facts: { kind }, code: '', diagnostics: [] };
  }
}

function compilePage(
  path: string,
  text: string,
  given: Given,
  texts: MarkdownTexts | undefined,
): CompiledFile {
  const { front, end, diagnostics, layout, lines, own } = readFrontMatter(text);
  const { starts = startsOf(typeOfPage(path, front.headers).language) } = given;
  const compiled = compileTemplate(path, 'page', text, { ...given, offset: end, front, starts, texts });
  const calls = layout ? { calls: [layout, ...(compiled.facts.calls ?? [])] } : {};
  return {
    ...compiled,
    facts: { ...compiled.facts, ...calls, front, ...(lines && { lines }), ...(own && { own }) },
    diagnostics: [...diagnostics, ...routeFindings(path, front), ...compiled.diagnostics],
  };
}

function compileFrame(
  path: string,
  kind: 'layout' | 'partial',
  text: string,
  { starts = {}, marks = false, foreign = [] }: Given,
): CompiledFile {
  const stray = strayFrontMatter(text);
  const compiled = compileTemplate(path, kind, text, { starts, marks, foreign });
  return stray ? { ...compiled, diagnostics: [stray, ...compiled.diagnostics] } : compiled;
}

/** What is wrong with the route that a page has from its file's name. */
function routeFindings(path: string, front: FrontMatter): Diagnostic[] {
  const route = front.route === undefined ? routeOfPage(path) : undefined;
  if (route === undefined) return [];
  try {
    if (/[[\]]/.test(route)) throw new Error(`brackets stand in pairs, around a name: ${path}`);
    parseRoute(route);
    return [];
  } catch (error) {
    return [
      errorAt('', 0, 0, 'route', messageOf(error), 'Rename the file, or give its front matter a route.'),
    ];
  }
}

function compileTemplate(
  path: string,
  kind: FileKind,
  text: string,
  {
    offset = bomLength(text),
    front,
    starts = {},
    markdown,
    links,
    trusted,
    foreign,
    marks,
    texts,
  }: Given & { offset?: number; front?: FrontMatter; texts?: MarkdownTexts | undefined },
): CompiledFile {
  // Whoever renders a partial may give it anything under any name.
  const vouched = (value: string) => kind !== 'partial' && isOwn(value, { trusted, foreign });
  const targets: FileLink[] = [];
  const options = { ...markdown, ...front?.markdown };
  const reader = isMarkdown(path) ? needed(texts) : undefined;
  const read = reader?.markdownReader(options, { links, found: (link) => targets.push(link) });
  const {
    program,
    diagnostics,
    facts: found,
  } = compile(reader?.withTail(text) ?? text, {
    name: path,
    offset,
    starts,
    vouched,
    ...(read && { read }),
    ...(marks && { mark: markOf(path) }),
  });
  if (!program) return { facts: { kind }, code: '', diagnostics };
  const { refs, ...rest } = program;
  const facts: Facts = {
    kind,
    refs,
    ...callsOf(text, found),
    ...docOf(found),
    ...outlineFacts(text, program, found),
    ...placesOf(found),
    ...rawsOf(text, found),
    ...outsideOf(text, found),
    ...(targets.length > 0 && { links: targets }),
  };
  const code = JSON.stringify(rest);
  const size = utf8Length(code) + utf8Length(JSON.stringify(facts));
  const findings =
    size <= LIMITS.programBytes ? lintTemplate(path, text, found, front) : [tooLarge(text, size)];
  return { facts, code, diagnostics: [...diagnostics, ...findings, ...rawFindings(facts)] };
}

/** A byte order mark is the encoding's, no part of the text: a layout or partial has its text in the middle of a page. */
const bomLength = (text: string) => (text.startsWith('\ufeff') ? 1 : 0);

function tooLarge(text: string, size: number): Diagnostic {
  const message = `The compiled template has ${size} bytes; at most ${LIMITS.programBytes} fit`;
  return errorAt(text, 0, 1, 'program_size', message, 'Move parts of it into partials or data files.');
}

function rawsOf(text: string, { taint }: TemplateFacts): Pick<Facts, 'raws'> {
  if (!taint || taint.raws.length === 0) return {};
  const positionOf = positionsIn(text);
  return {
    raws: taint.raws.map(({ paths, start, end }) => ({
      paths,
      start: positionOf(start),
      end: positionOf(end),
    })),
  };
}

/** What a visitor writes and `raw` prints. */
function rawFindings({ raws = [] }: Facts): Diagnostic[] {
  return raws.flatMap(({ paths, start, end }) => {
    const found = paths.flatMap((path) => {
      const from = visitors(path);
      return from === undefined ? [] : [{ ...rawOutside(path, from), start, end }];
    });
    return found.slice(0, 1);
  });
}

function callsOf(text: string, { calls }: TemplateFacts): Pick<Facts, 'calls'> {
  const positionOf = positionsIn(text);
  const named = calls.flatMap(({ kind, name, args, start, end, place, from }) => {
    if (name === undefined) return [];
    const where = { start: positionOf(start), end: positionOf(end) };
    return [{ kind, name, args, ...where, ...(place !== undefined && { place }), ...(from && { from }) }];
  });
  return named.length > 0 ? { calls: named } : {};
}

/** The first read of each member of `site` and each path of `data`. */
function outsideOf(text: string, { reads }: TemplateFacts): Pick<Facts, 'outside'> {
  const positionOf = positionsIn(text);
  const found = new Map<string, OutsideRead>();
  for (const { path, afterWrite, start, end } of reads) {
    const isSite = path[0] === 'site';
    // What a tag reads by itself, at no place, need not be there.
    if (afterWrite || start === end || path.length < 2 || !(isSite || path[0] === 'data')) continue;
    const names = path.slice(0, isSite ? 2 : 6);
    const key = names.join('\0');
    if (!found.has(key) && found.size < MOST_READS)
      found.set(key, { path: names, start: positionOf(start), end: positionOf(end) });
  }
  return found.size > 0 ? { outside: [...found.values()] } : {};
}

function docOf(found: TemplateFacts): Pick<Facts, 'doc'> {
  const doc = docParams(found);
  return doc ? { doc } : {};
}

function compileData(path: string, text: string): CompiledFile {
  const table = /\.([ct])sv$/.exec(path)?.[1];
  const read = table
    ? readCsv(text, table === 'c' ? ',' : '\t')
    : path.endsWith('.json')
      ? readJson(text)
      : readYaml(text);
  return { facts: { kind: 'data' }, code: read.json, diagnostics: read.diagnostics };
}

function compileCollection(text: string): CompiledFile {
  const kind = 'collection';
  const yaml = readYaml(text);
  if (yaml.diagnostics.length > 0) return { facts: { kind }, code: '', diagnostics: yaml.diagnostics };
  const parsed = collectionSchema.safeParse(yaml.data ?? {});
  if (parsed.success) return { facts: { kind, collection: parsed.data }, code: '', diagnostics: [] };
  const diagnostics = schemaDiagnostics(text, yaml, 'collection', parsed.error.issues);
  return { facts: { kind }, code: '', diagnostics };
}

function compileSite(text: string): CompiledFile {
  const yaml = readYaml(text, 0, text.length, ['headers']);
  if (yaml.diagnostics.length > 0)
    return { facts: { kind: 'site' }, code: '', diagnostics: yaml.diagnostics };
  const parsed = siteSchema.safeParse(yaml.data ?? {});
  if (parsed.success) {
    const own = exactMembers(yaml.json, RESERVED_SITE_KEYS);
    const lines = linesOf(text, parsed.data, yaml);
    const config = { ...parsed.data, ...routesWithBodies(parsed.data, yaml) };
    const facts: Facts = { kind: 'site', config, lines, ...(own && { own }) };
    return { facts, code: '', diagnostics: [] };
  }
  const diagnostics = schemaDiagnostics(text, yaml, 'site_yaml', parsed.error.issues);
  return { facts: { kind: 'site' }, code: '', diagnostics };
}

/** Its routes, where they have fetches whose bodies are kept as JSON too. */
function routesWithBodies({ routes }: SiteConfig, { json }: YamlRead): Partial<SiteConfig> {
  if (!routes || !isExact(json)) return {};
  const found = Object.entries(routes).map(([pattern, { page, fetch }]) => {
    const held = fetch && withBodies(fetch, json, ['routes', pattern, 'fetch']);
    return [pattern, { page, ...(held && { fetch: held }) }];
  });
  return { routes: Object.fromEntries(found) };
}

/** Where each route and time zone is written: whole-site checks, which have no texts, tell of it. */
function linesOf(text: string, config: SiteConfig, { keysOf, place }: YamlRead): Record<string, Position> {
  const positionOf = positionsIn(text);
  const found = ['redirects', 'routes', 'proxy'].flatMap((section) =>
    Array.from(keysOf(section), ([key, at]) => [`${section} ${key}`, at] as const),
  );
  const zones = ['timezone', 'timezones'].filter((key) => Object.hasOwn(config, key));
  const all = [...found, ...zones.map((key) => [key, place([key])[0]] as const)];
  return Object.fromEntries(all.map(([key, at]) => [key, positionOf(at)]));
}

/** JSON with the place of its first error, and of names that occur twice. */
function readJson(text: string): { json: ExactJson; diagnostics: Diagnostic[] } {
  const positionOf = positionsIn(text);
  const diagnostics = jsonProblems(text).map(({ start, end, fix: _fix, ...problem }) => ({
    ...problem,
    code: 'json',
    start: positionOf(start),
    end: positionOf(end),
  }));
  const json = hasErrors(diagnostics) ? 'null' : compactJson(text.replace(/^\ufeff/, ''));
  return { json, diagnostics };
}
