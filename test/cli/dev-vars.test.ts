import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDevVars, readValue } from '../../cli/dev-vars.ts';

const URL = 'http://localhost:8787';

function file(text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-vars-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, '.dev.vars');
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

test('two projects get two tokens, each of 256 bits', () => {
  const tokens = [ensureDevVars(file(), URL), ensureDevVars(file(), URL)];
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('a token that is there stays, and so does everything else in the file', () => {
  const path = file('# mine\nADMIN_TOKEN="of my own"\nOTHER=1\n');
  expect(ensureDevVars(path, URL)).toBe('of my own');
  expect(readFileSync(path, 'utf8')).toBe(`# mine\nADMIN_TOKEN="of my own"\nOTHER=1\nSITE_URL=${URL}\n`);
});

test('an empty token is no token', () => {
  const path = file('ADMIN_TOKEN=\n');
  const token = ensureDevVars(path, URL);
  expect(token).not.toBe('');
  expect(readFileSync(path, 'utf8')).toBe(`ADMIN_TOKEN=${token}\nSITE_URL=${URL}\n`);
});

test('the URL follows the port of each start', () => {
  const path = file();
  const token = ensureDevVars(path, URL);
  expect(ensureDevVars(path, 'http://localhost:9000')).toBe(token);
  expect(readValue(readFileSync(path, 'utf8'), 'SITE_URL')).toBe('http://localhost:9000');
});
