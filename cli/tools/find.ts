import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where tools are kept that a command has fetched: the user's cache folder. */
export function toolsFolder(env: Env): string {
  const cache = env.XDG_CACHE_HOME ?? (process.platform === 'win32' ? env.LOCALAPPDATA : undefined);
  return join(cache ?? join(env.HOME ?? homedir(), '.cache'), 'meniscus', 'tools');
}

/** The path of a tool: installed beside us, as in the repository, or fetched before. */
export function findTool(env: Env, name: string): string | undefined {
  const bins = [...around(import.meta.dirname), join(toolsFolder(env), 'node_modules/.bin')];
  return bins.map((bin) => join(bin, name)).find((path) => existsSync(path));
}

/** `node_modules/.bin` of each folder from here up. */
function around(folder: string): string[] {
  const outer = dirname(folder);
  return [join(folder, 'node_modules/.bin'), ...(outer === folder ? [] : around(outer))];
}

/** The oldest Node that wrangler runs on. */
const WRANGLER_NODE = 22;

/** Whether wrangler needs another Node than the one that we run on. */
export const needsNode = (): boolean => Number(process.versions.node.split('.')[0]) < WRANGLER_NODE;

/** PATH for tools: first with a Node that they run on, which is ours unless it is older. */
export function toolPath(env: Env): string {
  const node = needsNode() ? findTool(env, 'node') : process.execPath;
  return [...(node === undefined ? [] : [dirname(node)]), env.PATH ?? ''].join(delimiter);
}
