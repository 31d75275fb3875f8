import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { findTool, needsNode, toolsFolder } from './find.ts';

/** Both are in wrangler's package, in the versions that belong together. */
const WRANGLER = packageJson.devDependencies.wrangler;
/** For machines whose Node is too old for wrangler; workerd needs none. */
const NODE = packageJson.devDependencies.node;

/** The path of a tool, which is fetched with npm when it is first needed. */
export async function fetchTool(ctx: Context, name: 'wrangler' | 'workerd'): Promise<string> {
  const there = findTool(ctx.env, name);
  const lacksNode = name === 'wrangler' && needsNode() && findTool(ctx.env, 'node') === undefined;
  if (there !== undefined && !lacksNode) return there;
  const folder = toolsFolder(ctx.env);
  const node = lacksNode ? ` and Node ${NODE}, which it needs,` : '';
  ctx.terminal.note(
    `Fetching wrangler ${WRANGLER}, which has workerd,${node} to ${folder} (once, about a minute) …`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  await npmInstall(ctx, folder, [`wrangler@${WRANGLER}`, ...(lacksNode ? [`node@${NODE}`] : [])]);
  const found = findTool(ctx.env, name);
  if (found !== undefined) return found;
  throw new CliError(`npm installed wrangler, and ${name} is not in it.`, {
    code: 'no_tool',
    exit: EXIT.found,
    next: `Remove ${folder} and run the same command again.`,
  });
}

async function npmInstall(ctx: Context, folder: string, packages: readonly string[]): Promise<void> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages];
  const child = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
    signal: ctx.signal,
  });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => {
    said += piece;
  });
  const failed = await Promise.race([
    once(child, 'close').then(([code]) => (code === 0 ? undefined : said.trim())),
    once(child, 'error').then(([error]) => String(error)),
  ]);
  if (failed === undefined) return;
  throw new CliError(`wrangler could not be fetched: ${failed.split('\n')[0]}`, {
    code: 'no_tool',
    exit: EXIT.unreachable,
    next: 'Is the network there, and npm on the PATH? Or install it yourself: npm install wrangler.',
  });
}
