import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isText, kindOf } from '../../schema/file.ts';
import { contentName } from '../../schema/keys.ts';
import type { AssetRecord } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { checkSite } from '../../site/check/check.ts';
import { finding, hasErrors } from '../../site/check/finding.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import type { CompiledFile, Facts, SiteFacts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { assemble } from '../../site/release/assemble.ts';
import { hashOf, readFound, readWhole, textOf } from '../folder/read.ts';
import { type Found, scanFolder } from '../folder/scan.ts';
import { throughUs } from './upstreams.ts';

/** A file as it was compiled, or an asset's record, as long as its stamp is the same. */
interface Made {
  readonly stamp: string;
  readonly compiled: CompiledFile;
  readonly asset?: AssetRecord;
}

export interface LocalRelease {
  readonly id: string;
  readonly version: number;
  readonly manifest: string;
  readonly packs: readonly { readonly name: string; readonly text: string }[];
  /** Absolute path and record of each asset, by its name in KV. */
  readonly assets: ReadonlyMap<string, { readonly file: string; readonly record: AssetRecord }>;
  readonly facts: SiteFacts;
  readonly files: number;
}

export interface BuiltSite {
  readonly made: ReadonlyMap<string, Made>;
  readonly diagnostics: readonly Diagnostic[];
  /** undefined where there are errors. */
  readonly release: LocalRelease | undefined;
  readonly version: number;
  textOf(path: string): string | undefined;
}

/** Makes a release of a folder, as a publish makes one of the draft. Files that are as they were `before` are not read again; upstreams are asked at the port. */
export async function buildFolder(
  folder: string,
  upstreams: number,
  before: BuiltSite | undefined,
): Promise<BuiltSite> {
  const scan = scanFolder(folder);
  const version = (before?.version ?? 0) + 1;
  const made = new Map<string, Made>();
  const found: Diagnostic[] = scan.problems.map(({ path, code, message, help }) =>
    finding(path, code, message, help),
  );
  for (const [path, file] of scan.files) {
    const kept = before?.made.get(path);
    // Within the disk's clock a file may change without another stamp.
    const isOld = Date.now() - file.modified > 2_000;
    const one = kept && kept.stamp === file.stamp && isOld ? kept : makeFile(folder, file);
    made.set(path, one);
    found.push(...one.compiled.diagnostics.map((each) => ({ ...each, path })));
  }
  const text = (path: string) => {
    const file = scan.files.get(path);
    return file && textOf(readFileSync(file.file))?.replaceAll('\r\n', '\n');
  };
  const facts = new Map<string, Facts>([...made].map(([path, { compiled }]) => [path, compiled.facts]));
  if (!hasErrors(found)) found.push(...checkSite(facts));
  const release = hasErrors(found)
    ? undefined
    : await makeRelease({ files: scan.files, made, facts, version, upstreams, text });
  return { made, diagnostics: found, release, version, textOf: text };
}

function makeFile(folder: string, file: Found): Made {
  const { path, stamp } = file;
  const content = readFound(file) ?? readWhole(folder, file);
  if (!isText(kindOf(path))) {
    const type = typeOfAsset(path);
    const name = contentName(1, hashOf(`${type}\n${content.hash}`));
    return { stamp, compiled: compileFile(path, ''), asset: { name, type, size: content.bytes.length } };
  }
  const text = textOf((content.lf ?? content).bytes);
  const compiled = text === undefined ? NOT_TEXT(path) : compileFile(path, text);
  return { stamp, compiled };
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
  text(path: string): string | undefined;
}

async function makeRelease({ files, made, facts, version, upstreams, text }: Input): Promise<LocalRelease> {
  const placed = placeTemplates(facts, text);
  const records = new Map([...made].flatMap(([path, { asset }]) => (asset ? [[path, asset] as const] : [])));
  const id = `local-${version}`;
  const { manifest, packs } = await assemble({
    id,
    version,
    at: Date.now(),
    facts: throughUs(placed.facts, upstreams),
    assets: records,
    all: true,
    code: (path) => placed.files.get(path)?.compiled.code ?? made.get(path)?.compiled.code ?? '',
    generation: () => 1,
    saved: (path) => files.get(path)?.modified,
  });
  const assets = new Map(
    [...records].map(([path, record]) => [record.name, { file: files.get(path)?.file ?? '', record }]),
  );
  return { id, version, manifest, packs, assets, facts: placed.facts, files: files.size };
}
