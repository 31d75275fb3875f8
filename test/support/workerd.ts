import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of the binary: the package is CommonJS and calls it its default. */
const BINARY: string = createRequire(import.meta.url)('workerd').default;

/** What runs, in the words of workerd's own configuration. */
export interface Setting {
  /** The first is the Worker's own; its kind follows from its ending. */
  readonly modules: readonly { readonly name: string; readonly contents: string | Uint8Array }[];
  /** `(name = "SITE", text = "main")` */
  readonly bindings?: readonly string[];
  /** `(name = "kv", external = (address = "127.0.0.1:8000", http = ()))` */
  readonly services?: readonly string[];
  /** `cacheApiOutbound = "kv",` */
  readonly more?: string;
  readonly flags?: readonly string[];
  /** V8's own, such as `--max-old-space-size=100`. */
  readonly v8Flags?: readonly string[];
  /** Whether a debugger may connect. */
  readonly inspected?: boolean;
  /** Whether the configuration is compiled beforehand, so that reading it, with all modules in it, is no part of the process. */
  readonly compiled?: boolean;
  /** A command that it runs under, such as valgrind, with its arguments. */
  readonly under?: readonly string[];
}

/** A workerd process with one Worker in it: without Miniflare, which stands between clients and workerd, and costs more than both. */
export interface Workerd {
  readonly url: string;
  readonly pid: number;
  /** When the process was started, as `performance.now()` says it. */
  readonly started: number;
  /** Where a debugger connects, where one may. */
  readonly inspector: string | undefined;
  /** Ends it: at once, or with a signal that lets what it runs under say something. */
  stop(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const COMPATIBILITY_DATE = '2026-11-01';

/** Starts workerd; answers when it listens. */
export async function startWorkerd(setting: Setting): Promise<Workerd> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-workerd-'));
  for (const { name, contents } of setting.modules) writeFileSync(join(folder, name), contents);
  const config = join(folder, 'config.capnp');
  writeFileSync(config, configOf(setting));
  // --experimental: workerd's name for the module registry of `new_module_registry`, which Cloudflare has released.
  const inspected = setting.inspected ? ['--inspector-addr=127.0.0.1:0'] : [];
  const args = [
    'serve',
    '--experimental',
    '--control-fd=3',
    ...inspected,
    ...(setting.compiled ? compiled(config) : [config]),
  ];
  const [command = BINARY, ...before] = [...(setting.under ?? []), BINARY];
  const started = performance.now();
  const child = spawn(command, [...before, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  running.add(child);
  const { port, inspector } = await listening(child, setting.inspected === true);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    started,
    inspector: inspector === undefined ? undefined : `127.0.0.1:${inspector}`,
    stop: (signal = 'SIGKILL') =>
      new Promise((resolve) => {
        child.once('exit', () => {
          running.delete(child);
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        // Asked nicely, it may wait for visitors that will never be answered.
        child.kill(signal);
      }),
  };
}

/** Processes that are not stopped yet: they end with this one, however it ends. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** What has workerd read a configuration in its own format, without parsing anything. */
function compiled(config: string): string[] {
  const { status, stdout } = spawnSync(BINARY, ['compile', '--config-only', config], { maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`workerd does not compile ${config}`);
  writeFileSync(`${config}.bin`, stdout);
  return ['--binary', `${config}.bin`];
}

function configOf({
  modules,
  bindings = [],
  services = [],
  more = '',
  flags = [],
  v8Flags = [],
}: Setting): string {
  const embedded = modules.map(({ name }) => {
    const kind = name.endsWith('.wasm') ? 'wasm' : 'esModule';
    return `(name = "${name}", ${kind} = embed "${name}")`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), ${services.join(', ')}],
  v8Flags = [${v8Flags.map((flag) => `"${flag}"`).join(', ')}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${embedded.join(', ')}],
  bindings = [${bindings.join(', ')}],
  ${more}
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(', ')}],
);
`;
}

/** The ports that workerd tells on its control descriptor. */
function listening(
  child: ChildProcess,
  inspected: boolean,
): Promise<{ readonly port: number; readonly inspector: number | undefined }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)));
    let said = '';
    child.stdio[3]?.on('data', (chunk) => {
      said += chunk;
      const port = /"listen","socket":"http","port":(\d+)/.exec(said)?.[1];
      const inspector = /"listen-inspector","port":(\d+)/.exec(said)?.[1];
      if (port && (inspector || !inspected))
        resolve({ port: Number(port), inspector: inspector === undefined ? undefined : Number(inspector) });
    });
  });
}
