/**
 * Runs a file in the schema of golden-liquid: `node test/liquid/conformance/conformance.ts FILE.json`. Prints each failure with
 * what it got and wanted, and closes with `N passed, M failed`. Failures that known.json explains are
 * expected; the exit code is 1 when others fail, or when an explained one passes.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readSuite, runCase } from '../support/suite.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node test/liquid/conformance/conformance.ts FILE.json');
  process.exit(2);
}

const cases = readSuite(file);
const list: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL('known.json', import.meta.url), 'utf8'),
);
const known = list[basename(file)] ?? {};
const failed = new Set<string>();
for (const each of cases) {
  const failure = runCase(each);
  if (failure === undefined) continue;
  failed.add(each.name);
  console.log(`FAILED ${each.name}\n  template ${JSON.stringify(each.template)}`);
  console.log(`  wanted   ${failure.wanted}\n  got      ${failure.got}`);
  if (known[each.name] !== undefined) console.log(`  known    ${known[each.name]}`);
}
const surprises = [...failed].filter((name) => known[name] === undefined);
const mended = Object.keys(known).filter((name) => !failed.has(name));
for (const name of mended) console.log(`PASSES but is listed as a known failure: ${name}`);
console.log(`${cases.length - failed.size} passed, ${failed.size} failed`);
// A file without a list of its own is being looked at, not guarded.
process.exit(list[basename(file)] !== undefined && surprises.length + mended.length > 0 ? 1 : 0);
