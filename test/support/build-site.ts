import { contentName } from '../../schema/keys.ts';
import type { AssetRecord } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { checkSite } from '../../site/check/check.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import type { Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { sha256 } from '../../site/hash.ts';
import { assemble, type ReleaseOutput } from '../../site/release/assemble.ts';
import { checkManifest } from '../../site/release/check-manifest.ts';

export interface Built extends ReleaseOutput {
  readonly id: string;
  readonly assets: ReadonlyMap<string, AssetRecord & { readonly text: string }>;
}

/** Makes a release of files by path, as the admin would; throws on the first error. */
export async function buildSite(
  files: Readonly<Record<string, string>>,
  id = 'r1',
  version = 1,
): Promise<Built> {
  const facts = new Map<string, Facts>();
  const codes = new Map<string, string>();
  const assets = new Map<string, AssetRecord & { text: string }>();
  for (const [path, text] of Object.entries(files)) {
    const compiled = compileFile(path, text);
    if (hasErrors(compiled.diagnostics))
      throw new Error(`${path}: ${JSON.stringify(compiled.diagnostics[0])}`);
    facts.set(path, compiled.facts);
    codes.set(path, compiled.code);
    if (compiled.facts.kind === 'asset') {
      const name = contentName(1, await sha256(`${typeOfAsset(path)}\n${await sha256(text)}`));
      assets.set(path, { name, type: typeOfAsset(path), size: text.length, text });
    }
  }
  const errors = checkSite(facts).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  const records = new Map([...assets].map(([path, { text: _, ...record }]) => [path, record]));
  const { files: placed, facts: whole } = placeTemplates(facts, (path) => files[path]);
  const code = (path: string) => placed.get(path)?.compiled.code ?? codes.get(path) ?? '';
  const made = await assemble({
    id,
    version,
    at: 0,
    facts: whole,
    code,
    assets: records,
    generation: () => 1,
  });
  checkManifest(made);
  return { ...made, id, assets };
}

const compiled = new Map<string, Facts>();

/** What a text compiles to; each is compiled once. */
export function factsOf(path: string, text: string): Facts {
  const key = `${path}\n${text}`;
  const facts = compiled.get(key) ?? compileFile(path, text).facts;
  compiled.set(key, facts);
  return facts;
}
