import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawReport } from '../../move-in/draw-report.ts';
import { moveIn } from '../../move-in/move-in.ts';
import type { Moved } from '../../move-in/moved.ts';
import { sassCompiler } from '../../move-in/sass.ts';
import { sourceOf } from '../../move-in/source.ts';
import { hasErrors } from '../../site/check/finding.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { moveCases } from './read-case.ts';

/** When all cases move: 1 June 2024. */
const NOW = Date.UTC(2024, 5, 1);
/** `UPDATE_CASES=1` writes what comes of the sources: look at the difference before it is kept. */
const UPDATE = process.env.UPDATE_CASES === '1';

function drawn({ files, report }: Moved): string {
  const texts = [...files].map(([path, file]) =>
    'text' in file ? `==> ${path}\n${file.text.replace(/\n*$/, '\n')}` : `==> ${path} is ${file.copy}\n`,
  );
  return `${texts.join('')}==> report\n${drawReport(report, true)}\n`;
}

const cases = moveCases();

test('there are a hundred cases', () => {
  expect(cases.length).toBeGreaterThan(100);
});

test.each(cases)('moves $name', async ({ kind, layout, source, becomes, path, text }) => {
  const moved = await moveIn(sourceOf(source), kind, { now: NOW, sass: sassCompiler, layout });
  const got = drawn(moved);
  if (UPDATE) {
    const [old = ''] = text.split(/^#### becomes\n/m);
    const [, built] = text.split(/^(?=#### jekyll\n)/m);
    writeFileSync(path, `${old}#### becomes\n${got}${built ?? ''}`);
  } else expect(got).toBe(becomes);
  for (const [name, file] of moved.files) {
    if (!('text' in file) || /^(?:assets|public)\//.test(name)) continue;
    const { diagnostics } = compileFile(name, file.text);
    expect(hasErrors(diagnostics), `${name}: ${JSON.stringify(diagnostics)}`).toBe(false);
  }
});
