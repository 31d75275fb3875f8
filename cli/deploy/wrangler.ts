import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CliError, EXIT } from '../frame/exit.ts';
import { toolPath } from '../tools/find.ts';

export interface WranglerOptions {
  /** The project's folder, in which wrangler runs. */
  readonly root: string;
  /** The wrangler to run. */
  readonly path: string;
  /** Whether commands that ask or change an account are only shown. */
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/** Runs wrangler's commands, and says each before it runs. */
export class Wrangler {
  readonly options: WranglerOptions;

  constructor(options: WranglerOptions) {
    this.options = options;
  }

  /**
   * A command that asks or changes the account; returns what it prints. A dry run shows it and returns `instead`. `input` goes to its
   * standard input and is shown nowhere.
   */
  async account(args: readonly string[], instead: string, input?: string): Promise<string> {
    this.options.say(`  $ wrangler ${args.join(' ')}`);
    return this.options.dryRun ? instead : this.#run(args, input);
  }

  /** Deploys a Worker; a dry run bundles and checks it and sends nothing. */
  async deploy(config: string): Promise<string> {
    const args = ['deploy', '-c', config, ...(this.options.dryRun ? ['--dry-run'] : [])];
    this.options.say(`  $ wrangler ${args.join(' ')}`);
    return this.#run(args);
  }

  async #run(args: readonly string[], input = ''): Promise<string> {
    const env = {
      ...process.env,
      PATH: toolPath(process.env),
      WRANGLER_SEND_METRICS: 'false',
      NO_COLOR: '1',
    };
    const child = spawn(this.options.path, args, {
      cwd: this.options.root,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => {
      output += piece.toString('utf8');
    });
    child.stdin.on('error', () => undefined); // it may end without reading; its exit code tells what happened
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    if (code === 0) return output;
    if (output.trim() !== '') this.options.say(output.trim());
    throw new CliError(
      `wrangler ${args.slice(0, 3).join(' ')} failed; nothing after it was done. ${ADVICE}`,
      { code: 'wrangler', exit: EXIT.found },
    );
  }
}

const ADVICE =
  'If it asks for a login: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN (and CLOUDFLARE_ACCOUNT_ID, with more than one account). Then run the same command again.';

/** The URL of a deployed Worker, from what `wrangler deploy` prints: a custom domain if there is one, else workers.dev. */
export function deployedUrl(output: string): string | undefined {
  const lines = output.split('\n');
  const from = lines.findIndex((line) => /^Deployed .* triggers/.test(line));
  if (from < 0) return undefined;
  const targets = lines
    .slice(from + 1)
    .filter((line) => /^\s+\S/.test(line))
    .map((line) => line.trim());
  const custom = targets.find((line) => line.endsWith('(custom domain)'));
  if (custom) return `https://${custom.split(' ')[0]}`;
  return targets.find((line) => line.startsWith('https://'));
}
