import { readFileSync } from 'node:fs';
import { imageSize } from 'image-size';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isText, kindOf } from '../../schema/file.ts';
import { contentName } from '../../schema/keys.ts';
import type { AssetRecord } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { checkSite } from '../../site/check/check.ts';
import { finding, hasErrors } from '../../site/check/finding.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import type { CompiledFile, SiteFacts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import type { Given } from '../../site/files/given.ts';
import { measuredBy } from '../../site/files/picture.ts';
import { assemble, contentOf, type ReleaseContent } from '../../site/release/assemble.ts';
import { type Content, hashOf, readFound, readWhole, textOf } from '../folder/read.ts';
import { type Found, isSettled, type Scan, scanFolder, scanPath } from '../folder/scan.ts';
import { throughUs } from './upstreams.ts';

/** A file as it was compiled, or an asset's record. */
interface Made {
  /** While the file has this one, it is not read again. Empty where it can't be relied on. */
  readonly stamp: string;
  /** Of what was compiled: while it is the same, it is not compiled again. */
  readonly hash: string;
  /** Whole milliseconds since the epoch. */
  readonly saved: number;
  readonly compiled: CompiledFile;
  readonly asset?: AssetRecord;
}

/** A file that was compiled with what the site gives it, and for which text and gifts. */
interface PlacedBefore {
  readonly hash: string;
  readonly given: string;
  readonly compiled: CompiledFile;
}

export interface LocalRelease {
  readonly id: string;
  readonly version: number;
  readonly manifest: string;
  readonly packs: readonly { readonly name: string; readonly text: string }[];
  /** Absolute path and record of each asset, by its name in KV. */
  readonly assets: ReadonlyMap<string, { readonly file: string; readonly record: AssetRecord }>;
  readonly facts: SiteFacts;
  readonly content: ReleaseContent;
  readonly files: number;
}

export interface BuiltSite {
  readonly scan: Scan;
  readonly made: ReadonlyMap<string, Made>;
  readonly facts: SiteFacts;
  /** What a check of the whole site found; undefined where it was not made, for files had errors. */
  readonly ofSite: readonly Diagnostic[] | undefined;
  readonly placed: ReadonlyMap<string, PlacedBefore>;
  readonly diagnostics: readonly Diagnostic[];
  /** undefined where there are errors. */
  readonly release: LocalRelease | undefined;
  readonly version: number;
  textOf(path: string): string | undefined;
}

/**
 * Makes a release of a folder, as a publish makes one of the draft; upstreams are asked at the port. Files that are as they
 * were `before` are not read again, and where `changed` says which may not be, the others are not even looked for. `all`: with drafts,
 * and what is dated later.
 */
export async function buildFolder(
  folder: string,
  upstreams: number,
  before: BuiltSite | undefined,
  changed?: ReadonlySet<string>,
  all = true,
): Promise<BuiltSite> {
  const scan = rescan(folder, before, changed) ?? scanFolder(folder);
  const version = (before?.version ?? 0) + 1;
  const made = new Map<string, Made>();
  const found: Diagnostic[] = scan.problems.map(({ path, code, message, help }) =>
    finding(path, code, message, help),
  );
  for (const [path, file] of scan.files) {
    const one = makeAgain(folder, file, before?.made.get(path));
    made.set(path, one);
    for (const each of one.compiled.diagnostics) found.push({ ...each, path });
  }
  const text = (path: string) => {
    const file = scan.files.get(path);
    return file && textOf(readFileSync(file.file))?.replaceAll('\r\n', '\n');
  };
  if (before && isAsBefore(scan, made, before)) return { ...before, scan, made };
  const facts = factsOf(made, before);
  const isChecked = before?.ofSite && facts === before.facts;
  const ofSite = hasErrors(found) ? undefined : isChecked ? before.ofSite : checkSite(facts);
  found.push(...(ofSite ?? []));
  const placed = new Map<string, PlacedBefore>();
  const release = hasErrors(found)
    ? undefined
    : await makeRelease({ files: scan.files, made, facts, version, upstreams, all, text, placed, before });
  const kept = release ? placed : (before?.placed ?? placed);
  return { scan, made, facts, ofSite, placed: kept, diagnostics: found, release, version, textOf: text };
}

/** What is in the folder now, where it has the same files as before; undefined where all is to be looked at. */
function rescan(
  folder: string,
  before: BuiltSite | undefined,
  changed: ReadonlySet<string> | undefined,
): Scan | undefined {
  if (!before || !changed || before.scan.problems.length > 0) return undefined;
  const files = new Map(before.scan.files);
  for (const path of changed) {
    const { files: found, problems } = scanPath(folder, path);
    const now = found.get(path);
    // An editor's own file, which has gone again.
    if (found.size === 0 && problems.length === 0 && !isKnown(before.scan.files, path)) continue;
    if (!now || !files.has(path)) return undefined;
    files.set(path, now);
  }
  return { ...before.scan, files };
}

function isKnown(files: ReadonlyMap<string, unknown>, path: string): boolean {
  if (files.has(path)) return true;
  for (const each of files.keys()) if (each.startsWith(`${path}/`)) return true;
  return false;
}

function makeAgain(folder: string, file: Found, before: Made | undefined): Made {
  if (before?.stamp === file.stamp) return before;
  const now = Date.now();
  const content = readFound(file) ?? readWhole(folder, file);
  const stamp = isSettled(file, now) ? file.stamp : '';
  const { hash } = content.lf ?? content;
  const read = { stamp, hash, saved: Math.floor(file.modified) };
  if (before?.hash === hash) return { ...before, ...read };
  const made = { ...read, ...makeFile(file.path, content) };
  if (!before || !isSameJson(before.compiled.facts, made.compiled.facts)) return made;
  // So that what follows from the facts of all files is seen to be as it was.
  return { ...made, compiled: { ...made.compiled, facts: before.compiled.facts } };
}

/** Whether no file is another one: an editor that saves in two steps has us look twice. */
const isAsBefore = (scan: Scan, made: ReadonlyMap<string, Made>, before: BuiltSite): boolean =>
  isSameJson(scan.problems, before.scan.problems) &&
  made.size === before.made.size &&
  [...made].every(([path, { hash, saved }]) => {
    const was = before.made.get(path);
    return hash === was?.hash && saved === was.saved;
  });

const isSameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The facts of all files: those of before where no fact is another. */
function factsOf(made: ReadonlyMap<string, Made>, before: BuiltSite | undefined): SiteFacts {
  const isSame =
    before?.facts.size === made.size &&
    [...made].every(([path, { compiled }]) => before.facts.get(path) === compiled.facts);
  return isSame ? before.facts : new Map([...made].map(([path, { compiled }]) => [path, compiled.facts]));
}

function makeFile(path: string, content: Content): Pick<Made, 'compiled' | 'asset'> {
  if (!isText(kindOf(path))) {
    const type = typeOfAsset(path);
    const name = contentName(1, hashOf(`${type}\n${content.hash}`));
    const picture = measuredBy(imageSize, type, content.bytes);
    const { facts, ...rest } = compileFile(path, '');
    const compiled = { ...rest, facts: { ...facts, ...(picture && { picture }) } };
    return { compiled, asset: { name, type, size: content.bytes.length } };
  }
  const text = textOf((content.lf ?? content).bytes);
  return { compiled: text === undefined ? NOT_TEXT(path) : compileFile(path, text) };
}

const NOT_TEXT = (path: string): CompiledFile => ({
  facts: { kind: kindOf(path) },
  code: '',
  diagnostics: [
    finding(path, 'not_utf8', 'This is not UTF-8 text, and its kind of file is.', 'Save it as UTF-8.'),
  ],
});

interface Input {
  readonly files: ReadonlyMap<string, Found>;
  readonly made: ReadonlyMap<string, Made>;
  readonly facts: SiteFacts;
  readonly version: number;
  readonly upstreams: number;
  readonly all: boolean;
  text(path: string): string | undefined;
  /** Takes what is compiled with what the site gives it. */
  readonly placed: Map<string, PlacedBefore>;
  readonly before: BuiltSite | undefined;
}

async function makeRelease(input: Input): Promise<LocalRelease> {
  const { files, made, facts, version, upstreams, all, text } = input;
  const placed = placeTemplates(facts, text, (path, given) => placeAgain(input, path, given));
  const records = new Map([...made].flatMap(([path, { asset }]) => (asset ? [[path, asset] as const] : [])));
  const id = `local-${version}`;
  const site = {
    id,
    version,
    at: Date.now(),
    facts: throughUs(placed.facts, upstreams),
    assets: records,
    all,
    code: (path: string) => placed.files.get(path)?.compiled.code ?? made.get(path)?.compiled.code ?? '',
    generation: () => 1,
    saved: (path: string) => made.get(path)?.saved,
  };
  const content = contentAgain(input) ?? (await contentOf(site));
  const { manifest, packs } = await assemble({ ...site, content });
  const assets = new Map(
    [...records].map(([path, record]) => [record.name, { file: files.get(path)?.file ?? '', record }]),
  );
  return { id, version, manifest, packs, assets, facts: placed.facts, content, files: files.size };
}

function placeAgain({ made, text, placed, before }: Input, path: string, given: Given) {
  const hash = made.get(path)?.hash;
  if (hash === undefined) return undefined;
  const key = JSON.stringify(given);
  const kept = before?.placed.get(path);
  const isSame = kept?.hash === hash && kept.given === key;
  if (isSame) {
    placed.set(path, kept);
    return kept.compiled;
  }
  const source = text(path) ?? '';
  const compiled = compileFile(path, source, given);
  // Of the text itself, which may have changed since the file was read.
  placed.set(path, { hash: hashOf(source), given: key, compiled });
  return compiled;
}

/** What the last release showed of its content, where only templates, assets and samples have changed since. */
function contentAgain({ made, facts, placed, before }: Input): ReleaseContent | undefined {
  if (!before?.release || facts !== before.facts) return undefined;
  for (const [path, one] of made) {
    const kind = kindOf(path);
    if (kind !== 'entry' && kind !== 'data') continue;
    const was = before.made.get(path);
    if (one.compiled !== was?.compiled || one.saved !== was.saved) return undefined;
  }
  for (const [path, { compiled }] of placed)
    if (kindOf(path) === 'entry' && compiled !== before.placed.get(path)?.compiled) return undefined;
  return before.release.content;
}
