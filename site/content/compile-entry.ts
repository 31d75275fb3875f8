import { compile } from '../../liquid/compile/compile.ts';
import { BUILT_IN } from '../../schema/content/records.ts';
import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import { isMarkdown } from '../../schema/file.ts';
import { own } from '../../schema/own.ts';
import { markdownSchema } from '../../schema/page.ts';
import type { CompiledFile, EntryFacts } from '../facts.ts';
import { exactMembers } from '../files/exact.ts';
import { type FrontRead, readFront } from '../files/front-matter.ts';
import type { Given, Links } from '../files/given.ts';
import { errorAt, positionAt } from '../files/position.ts';
import { isOwn } from '../files/raw.ts';
import { readYaml, schemaDiagnostics, type YamlRead } from '../files/yaml.ts';
import type { MarkdownText } from '../markdown/compile.ts';
import type { MarkdownOptions } from '../markdown/options.ts';
import { type MarkdownTexts, needed } from '../markdown/texts.ts';
import { readEntryPath } from './entry-path.ts';

const NO_KEYS: ReadonlySet<string> = new Set();

const TEXTLESS = /\.(?:ya?ml|json)$/;

/** Compiles an entry: its fields become facts, its text and its excerpt a program each, a line of `code` each. */
export function compileEntry(
  path: string,
  text: string,
  given: Given,
  texts: MarkdownTexts | undefined,
): CompiledFile {
  const named = readEntryPath(path);
  if (!named) throw new Error(`not the path of an entry: ${path}`);
  const front = TEXTLESS.test(path) ? readWhole(text) : readFront(text);
  const { data, diagnostics } = fieldsOf(text, front);
  const options = optionsOf(text, front.yaml, data);
  const body = isMarkdown(path)
    ? compileText(needed(texts), path, text, {
        offset: front.end,
        options: { ...given.markdown, ...options.value },
        links: given.links,
      })
    : path.endsWith('.liquid')
      ? compileHtml(path, text, front.end)
      : NO_TEXT;
  const places = Object.fromEntries(Object.keys(data).map((key) => [key, placeOf(text, front.yaml, key)]));
  const { words, toc } = body.text;
  const exact = front.yaml && exactMembers(front.yaml.json, NO_KEYS);
  return {
    facts: {
      kind: 'entry',
      ...body.facts,
      ...(exact && { own: exact }),
      entry: { ...named, fields: data, places, words, toc, ...body.cut },
    },
    code: body.code,
    diagnostics: [...diagnostics, ...options.diagnostics, ...noteHidden(data, places), ...body.diagnostics],
  };
}

/** An entry that is all fields. */
function readWhole(text: string): FrontRead {
  const yaml = readYaml(text);
  return yaml.diagnostics.length > 0
    ? { end: text.length, diagnostics: yaml.diagnostics }
    : { yaml, end: text.length, diagnostics: [] };
}

function fieldsOf(
  text: string,
  { yaml, diagnostics }: FrontRead,
): { data: Record<string, unknown>; diagnostics: readonly Diagnostic[] } {
  const data = yaml?.data ?? {};
  if (typeof data === 'object' && !Array.isArray(data))
    return { data: data as Record<string, unknown>, diagnostics }; // JSON's objects are that
  const message = 'An entry is names and values, such as title: First tide';
  return { data: {}, diagnostics: [errorAt(text, 0, 1, 'entry', message)] };
}

function optionsOf(text: string, yaml: YamlRead | undefined, { markdown }: Record<string, unknown>) {
  const parsed = markdownSchema.safeParse(markdown ?? {});
  if (parsed.success || !yaml) return { value: parsed.data ?? {}, diagnostics: [] };
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['markdown', ...issue.path] }));
  return { value: {}, diagnostics: schemaDiagnostics(text, yaml, 'front_matter', issues) };
}

function placeOf(
  text: string,
  yaml: YamlRead | undefined,
  key: string,
): readonly [number, number, number, number] {
  const [from, to] = yaml?.place([key]) ?? [0, 0];
  const { offset, line, column } = positionAt(text, from);
  return [offset, line, column, to - from];
}

/** The start and end that a place of `EntryFacts` stands for. */
export function spanOf([offset, line, column, length]: readonly [number, number, number, number]): {
  start: Position;
  end: Position;
} {
  return { start: { offset, line, column }, end: { offset: offset + length, line, column: column + length } };
}

function noteHidden(data: Record<string, unknown>, places: EntryFacts['places']): Diagnostic[] {
  return [...BUILT_IN, 'meta']
    .filter((name) => Object.hasOwn(data, name) && name !== 'updated' && name !== 'url')
    .map((name) => {
      const message = `${name} is what every entry has; here it is what this line says`;
      const help = `The entry's own is entry.meta.${name}.`;
      return {
        severity: 'warning',
        code: 'field_hides',
        message,
        help,
        ...spanOf(own(places, name) ?? [0, 1, 1, 0]),
      };
    });
}

interface Body extends Pick<CompiledFile, 'code' | 'diagnostics'> {
  readonly text: Pick<MarkdownText, 'words' | 'toc'>;
  readonly cut: Pick<EntryFacts, 'cut'>;
  readonly facts: Pick<CompiledFile['facts'], 'refs' | 'links'>;
}

const NO_TEXT: Body = { text: { words: 0, toc: [] }, cut: {}, facts: {}, code: '', diagnostics: [] };

interface Around {
  /** Where the text begins, behind front matter. */
  readonly offset: number;
  readonly options: MarkdownOptions;
  readonly links: Links | undefined;
}

function compileText(
  { readText, tokensOf, withTail }: MarkdownTexts,
  path: string,
  source: string,
  { offset, options, links }: Around,
): Body {
  let text: MarkdownText | undefined;
  const tailed = withTail(source);
  const { program, diagnostics } = compile(tailed, {
    name: path,
    offset,
    vouched: isOwn,
    read: (_, from, findings) => {
      text = readText(source, from, options, findings, links);
      return tokensOf(source, text.body, findings);
    },
  });
  if (!program || !text) return { ...NO_TEXT, diagnostics };
  const { excerpt } = text;
  const short = compile(tailed, {
    name: path,
    offset,
    vouched: isOwn,
    read: (_, _from, findings) => tokensOf(source, excerpt, findings),
  });
  const { refs, ...rest } = program;
  const { refs: _, ...shortRest } = short.program ?? program;
  const code = JSON.stringify(rest);
  return {
    text,
    cut: { cut: code.length },
    facts: { refs, ...(text.links.length > 0 && { links: text.links }) },
    code: `${code}\n${JSON.stringify(shortRest)}`,
    diagnostics: short.program ? diagnostics : [...diagnostics, cutInTag(source, offset)],
  };
}

const MORE = /<!--\s*more\s*-->/g;

/** A text that is HTML with Liquid. Its excerpt goes to `<!-- more -->`, else to the end of the first paragraph, else it is all. */
function compileHtml(path: string, source: string, offset: number): Body {
  const { program, diagnostics } = compile(source, { name: path, offset, vouched: isOwn });
  if (!program) return { ...NO_TEXT, diagnostics };
  MORE.lastIndex = offset;
  const paragraph = source.indexOf('</p>', offset);
  const end = MORE.exec(source)?.index ?? (paragraph < 0 ? source.length : paragraph + 4);
  const short = compile(source.slice(0, end), { name: path, offset, vouched: isOwn });
  const { refs, ...rest } = program;
  const { refs: _, ...shortRest } = short.program ?? program;
  const code = JSON.stringify(rest);
  return {
    text: { words: wordsOf(source.slice(offset)), toc: [] },
    cut: { cut: code.length },
    facts: { refs },
    code: `${code}\n${JSON.stringify(shortRest)}`,
    diagnostics: short.program ? diagnostics : [...diagnostics, cutInTag(source, offset)],
  };
}

const wordsOf = (html: string): number =>
  html.replaceAll(/<[^>]*>|\{[{%][\s\S]*?[}%]\}/g, ' ').match(/\S+/g)?.length ?? 0;

function cutInTag(source: string, offset: number): Diagnostic {
  const message = 'The excerpt ends between a tag and its end, so that the whole text is shown in its place';
  const help = 'Put <!-- more --> where no tag is open.';
  return { ...errorAt(source, offset, offset + 1, 'excerpt', message, help), severity: 'warning' };
}
