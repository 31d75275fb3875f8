import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The project's own source files, tests and benchmarks left out. Paths from the top. */
export function sourceFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter(
      (path) => /^(schema|liquid|site|release|worker|admin|cli)\/.*\.tsx?$/.test(path) && existsSync(path),
    );
}
