import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { descendants, stillRunning } from './support/processes.ts';
import { copyProject } from './support/project.ts';
import { type Answer, freePort, Started } from './support/started.ts';

const PAGE = 'admin/ui/index.html';

let root: string;
let started: Started;

beforeAll(async () => {
  root = copyProject();
  started = await new Started(root, await freePort(), ['dev']).ready();
});

afterAll(async () => {
  await started.kill();
  rmSync(root, { recursive: true, force: true });
});

/** The script that the editor's page loads. */
async function editorScript(): Promise<Answer> {
  const { text } = await started.admin('GET', '/');
  const source = /<script[^>]* src="([^"]*assets\/[^"]+)"/.exec(text)?.[1] ?? 'none';
  return started.admin('GET', new URL(source, 'http://editor.test/').pathname);
}

test('npm run dev serves the site and the editor', async () => {
  expect((await started.get('/')).status).toBe(200);
  const { status, text } = await editorScript();
  expect(status).toBe(200);
  expect(text.length).toBeGreaterThan(1_000);
});

test('it builds the editor again each time that its source changes', async () => {
  const path = join(root, PAGE);
  for (const title of ['First', 'Second', 'Third']) {
    writeFileSync(path, readFileSync(path, 'utf8').replace(/<title>.*<\/title>/, `<title>${title}</title>`));
    const page = async () => (await started.admin('GET', '/')).text;
    await expect.poll(page, { timeout: 60_000 }).toContain(`<title>${title}</title>`);
    expect((await editorScript()).status).toBe(200);
  }
}, 200_000);

test('it says that it does not know an option', async () => {
  const other = new Started(root, await freePort(), ['dev', '--', '--tset']);
  await once(other.process, 'exit');
  expect(other.process.exitCode).not.toBe(0);
  expect(other.output).toContain('npm run dev has no option --tset');
});

test('Ctrl-C ends all that it started', async () => {
  const pids = descendants(started.process.pid ?? 0);
  expect(pids.length).toBeGreaterThan(5);
  await started.interrupt();
  await expect.poll(() => stillRunning(pids)).toEqual([]);
});
