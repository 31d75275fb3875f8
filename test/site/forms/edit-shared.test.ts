import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { editFile } from '../../../site/forms/edit-file.ts';
import type { Where } from '../../../site/forms/yaml/edit.ts';
import { runs } from '../../support/runs.ts';
import { type Plain, randomYaml, scalar } from './random-yaml.ts';

const BODY = '# Text\n\n---\ntitle: no\n{{ x }}';
const PATH = 'content/posts/a.md';

/** Values that are used in several places, behind random ones: by alias, within a list, and by merge keys. */
const SHARED = `zz shared: &zz red # kept
zz alias: *zz
zz list: [blue, *zz]
zz base: &zzb
  colour: green # of all
  size: 2
zz child:
  <<: *zzb
  size: 3
`;

interface Case {
  readonly path: readonly (string | number)[];
  /** All paths that change with it, changed at its anchor. */
  readonly also: readonly (readonly (string | number)[])[];
}

const CASES: readonly Case[] = [
  { path: ['zz alias'], also: [['zz shared'], ['zz list', 1]] },
  { path: ['zz list', 1], also: [['zz shared'], ['zz alias']] },
  { path: ['zz child', 'colour'], also: [['zz base', 'colour']] },
];

const read = (file: string): Plain => {
  const yaml = file.replace(/^\ufeff?---\r?\n/, '').split(/^---\r?\n/m)[0] ?? '';
  return parseDocument(yaml, { merge: true, uniqueKeys: false }).toJS({ maxAliasCount: -1 });
};

function withValue(data: Plain, paths: readonly (readonly (string | number)[])[], value: Plain): Plain {
  const copy = structuredClone({ data }) as { data: Plain };
  for (const path of paths) {
    let at = copy as unknown as Record<string | number, Plain>;
    for (const key of ['data', ...path.slice(0, -1)]) at = at[key] as Record<string | number, Plain>;
    at[path.at(-1) ?? ''] = value;
  }
  return copy.data;
}

test('values of random front matter that are used elsewhere are changed where one says, and nothing else', () => {
  for (let seed = 1; seed <= runs(100); seed++) {
    const { r, text, crlf, bom } = randomYaml(seed);
    const plain = (bom ? text.slice(1) : text).replaceAll('\r\n', '\n');
    const lines = `---\n${plain.endsWith('\n') ? plain : `${plain}\n`}${SHARED}---\n${BODY}`;
    const file = (bom ? '\ufeff' : '') + (crlf ? lines.replaceAll('\n', '\r\n') : lines);
    const { path, also } = r.pick(CASES);
    const value = scalar(r);
    const change = { kind: 'set' as const, path, value };
    const told = `seed ${seed} ${JSON.stringify(change)}\n${file}`;
    expect(editFile(PATH, file, change), told).toMatchObject({
      ok: false,
      why: 'shared',
      choices: ['here', 'anchor'],
    });
    const before = read(file);
    for (const where of ['here', 'anchor'] satisfies Where[]) {
      const edited = editFile(PATH, file, change, where);
      if (!edited.ok) throw new Error(`${where}: ${edited.message}\n${told}`);
      const paths = where === 'here' ? [path] : [path, ...also];
      expect(read(edited.text), `${where} ${told}`).toEqual(withValue(before, paths, value));
      expect(edited.text.endsWith(crlf ? BODY.replaceAll('\n', '\r\n') : BODY), told).toBe(true);
      expect(edited.text).toContain('# kept');
      expect(edited.text).toContain('# of all');
      if (crlf) expect(edited.text.replaceAll('\r\n', ''), told).not.toContain('\n');
    }
  }
});
