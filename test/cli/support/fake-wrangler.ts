import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { Wrangler } from '../../../cli/deploy/wrangler.ts';

export interface Answer {
  /** The beginning of the call that it answers. */
  readonly args: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
}

const callSchema = z.object({
  args: z.array(z.string()),
  stdin: z.string(),
  /** The file that -c named, as it was then. */
  config: z.optional(
    z.looseObject({
      kv_namespaces: z.array(z.looseObject({ id: z.optional(z.string()) })),
      vars: z.record(z.string(), z.unknown()),
      main: z.optional(z.string()),
    }),
  ),
});

/** A project folder with nothing but the two configurations, and a wrangler that gives recorded answers there. */
export function fakeWrangler(answers: readonly Answer[], dryRun = false) {
  const root = mkdtempSync(join(tmpdir(), 'meniscus-deploy-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const path of ['wrangler.toml', 'admin/wrangler.toml']) cpSync(path, join(root, path));
  writeFileSync(join(root, 'answers.json'), JSON.stringify(answers));
  process.env.FAKE_WRANGLER = root;
  const path = resolve('test/cli/fixtures/wrangler.mjs');
  const said: string[] = [];
  const wrangler = new Wrangler({ root, path, dryRun, say: (line) => said.push(line) });
  const calls = () => {
    const log = join(root, 'calls.jsonl');
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    return lines.map((line) => z.parse(callSchema, JSON.parse(line)));
  };
  return { root, wrangler, said, calls };
}
