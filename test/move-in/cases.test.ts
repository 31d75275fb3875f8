import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawReport } from '../../move-in/draw-report.ts';
import { moveIn } from '../../move-in/move-in.ts';
import type { Moved } from '../../move-in/moved.ts';
import { sourceOf } from '../../move-in/source.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { compileFile } from '../../site/files/compile-file.ts';

const CASES = new URL('cases/', import.meta.url).pathname;
/** When all cases move: 1 June 2024. */
const NOW = Date.UTC(2024, 5, 1);
/** `UPDATE_CASES=1` writes what comes of the sources: look at the difference before it is kept. */
const UPDATE = process.env.UPDATE_CASES === '1';

/** A case is one text: files, each behind a line `==> path`; those of the new site are below `want/`, its report is `report`. */
function readCase(name: string): { source: Record<string, string>; want: string } {
  const text = readFileSync(join(CASES, name), 'utf8');
  const [source = '', want = ''] = text.split(/^#### becomes\n/m);
  const parts = source.split(/^==> (.+)\n/m).slice(1);
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) files[parts[at] ?? ''] = parts[at + 1] ?? '';
  return { source: files, want };
}

function drawn({ files, report }: Moved): string {
  const texts = [...files].map(([path, file]) =>
    'text' in file ? `==> ${path}\n${file.text.replace(/\n*$/, '\n')}` : `==> ${path} is ${file.copy}\n`,
  );
  return `${texts.join('')}==> report\n${drawReport(report, true)}\n`;
}

const names = readdirSync(CASES).filter((name) => name.endsWith('.txt'));

test('there are cases', () => {
  expect(names.length).toBeGreaterThan(5);
});

for (const name of names)
  test(`moves ${name}`, async () => {
    const { source, want } = readCase(name);
    const moved = await moveIn(sourceOf(source), 'jekyll', { now: NOW });
    const got = drawn(moved);
    if (UPDATE) {
      const path = join(CASES, name);
      writeFileSync(path, `${readFileSync(path, 'utf8').split(/^#### becomes\n/m)[0]}#### becomes\n${got}`);
    } else expect(got).toBe(want);
    for (const [path, file] of moved.files) {
      if (!('text' in file) || /^(?:assets|public)\//.test(path)) continue;
      const { diagnostics } = compileFile(path, file.text);
      expect(hasErrors(diagnostics), `${path}: ${JSON.stringify(diagnostics)}`).toBe(false);
    }
  });
