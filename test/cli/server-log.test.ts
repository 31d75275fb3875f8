import { expect, test } from 'vitest';
import { ServerLog } from '../../cli/server-log.ts';

function shown(...pieces: string[]): string[] {
  const lines: string[] = [];
  const log = new ServerLog((line) => lines.push(line));
  for (const piece of pieces) log.write(piece);
  return lines;
}

const LOGGED = '{"level":"error","path":"/about","message":"no such partial"}';

test('what wrangler says of itself and of each request is left out', () => {
  const quiet = [
    '⎔ Starting local server...',
    '[wrangler:info] Ready on http://127.0.0.1:8787',
    '[wrangler:info] GET / 200 OK (5ms)',
    '',
  ];
  expect(shown(`${quiet.join('\n')}\n`)).toEqual([]);
});

test("a Worker's JSON line is shown as it is, whatever wrangler puts around it", () => {
  const painted = `\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m \u001b[1m${LOGGED}\u001b[0m\n\n`;
  expect(shown(`[meniscus-site] ${LOGGED}\n`, painted)).toEqual([LOGGED, LOGGED]);
});

test('a line that comes in pieces is one line', () => {
  expect(shown(LOGGED.slice(0, 20), LOGGED.slice(20), '\n')).toEqual([LOGGED]);
});

test('an error is shown with the lines that belong to it, and no more', () => {
  const text =
    '[wrangler:error] Error: boom\n    at Object.fetch (worker/index.ts:2:219)\n[wrangler:info] GET /throw 500\n';
  expect(shown(text)).toEqual([
    '[wrangler:error] Error: boom',
    '    at Object.fetch (worker/index.ts:2:219)',
  ]);
});
