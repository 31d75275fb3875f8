import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isText, kindOf } from '../../schema/file.ts';
import { checkSite } from '../../site/check/check.ts';
import { finding } from '../../site/check/finding.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import type { CompiledFile, Facts } from '../../site/facts.ts';
import { readFound, readWhole, textOf } from '../folder/read.ts';
import { type Found, type Problem, type Scan, scanFolder } from '../folder/scan.ts';
import type { FolderHashes } from '../sync/hashes.ts';
import type { CompileCache } from './cache.ts';

export interface Checked {
  readonly scan: Scan;
  readonly diagnostics: readonly Diagnostic[];
  textOf(path: string): string | undefined;
}

/** Checks a folder as the server checks a draft: each file, then what no file can know alone. */
export function checkFolder(
  folder: string,
  hashes: FolderHashes,
  cache: CompileCache,
  each: (done: number, all: number) => void = () => {},
): Checked {
  const scan = scanFolder(folder);
  const facts = new Map<string, Facts>();
  const found: Diagnostic[] = scan.problems.map(toFinding);
  const texts = new Map<string, string | undefined>();
  const text = (path: string) => {
    const file = scan.files.get(path);
    if (!texts.has(path)) texts.set(path, file && withLf(textOf(readFileSync(file.file))));
    return texts.get(path);
  };
  let done = 0;
  for (const [path, file] of scan.files) {
    if (++done % 100 === 0) each(done, scan.files.size);
    const compiled = compiledOf(folder, file, hashes, cache);
    if (!compiled) found.push(notUtf8(path));
    else {
      facts.set(path, compiled.facts);
      found.push(...compiled.diagnostics.map((one) => ({ ...one, path })));
      if (hashes.hasCrlf(path)) found.push(crlf(path));
    }
  }
  const broken = new Set(found.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const whole = [
    ...checkSite(facts),
    ...placeTemplates(facts, text, (path, given) => {
      const file = scan.files.get(path);
      return file && !broken.has(path)
        ? cache.placed(path, hashes.one(file, undefined, undefined), given, () => text(path) ?? '')
        : undefined;
    }).diagnostics,
  ];
  return { scan, diagnostics: sorted([...found, ...whole]), textOf: text };
}

/** Undefined for what should be text and is not. */
function compiledOf(
  folder: string,
  file: Found,
  hashes: FolderHashes,
  cache: CompileCache,
): Pick<CompiledFile, 'facts' | 'diagnostics'> | undefined {
  const { path } = file;
  const kind = kindOf(path);
  if (!isText(kind)) return { facts: { kind }, diagnostics: [] };
  return cache.file(path, hashes.one(file, undefined, undefined), () =>
    withLf(textOf((readFound(file) ?? readWhole(folder, file)).bytes)),
  );
}

const toFinding = ({ path, code, message, help }: Problem): Diagnostic => finding(path, code, message, help);

/** As a push sends it. */
const withLf = (text: string | undefined) => text?.replaceAll('\r\n', '\n');

const notUtf8 = (path: string) =>
  finding(
    path,
    'not_utf8',
    'This is not UTF-8 text, and its kind of file is.',
    'Save it as UTF-8, or keep it in assets/ or public/.',
  );

const crlf = (path: string): Diagnostic => ({
  ...finding(
    path,
    'crlf',
    'Lines end in CRLF here; a push sends them with LF.',
    'meniscus check --fix writes them with LF.',
  ),
  severity: 'info',
});

function sorted(found: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return found
    .filter((each) => {
      const key = `${each.path}\n${each.start.offset}\n${each.code}\n${each.message}`;
      return seen.size !== seen.add(key).size;
    })
    .sort((a, b) => compareText(a.path ?? '', b.path ?? '') || a.start.offset - b.start.offset);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
