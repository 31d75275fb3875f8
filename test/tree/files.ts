import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The project's own source files, without tests and benchmarks: paths from the top. */
export function sourceFiles(): string[] {
  return filesLike(/^(schema|liquid|site|release|worker|move-in|admin|cli)\/.*\.tsx?$/);
}

/** All code: tests, benchmarks and style sheets too. Texts of tests, one for each case, are not. */
export function codeFiles(): string[] {
  return filesLike(/\.(tsx?|mjs|css|json)$/);
}

function filesLike(pattern: RegExp): string[] {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', options, { encoding: 'utf8' });
  return listed.split('\n').filter((path) => pattern.test(path) && existsSync(path));
}
