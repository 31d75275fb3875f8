import { scanFolder } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { coloursFor } from '../output/colours.ts';
import { countFindings, drawFindings } from '../output/draw.ts';
import { clockTime } from '../output/time.ts';
import { plural } from '../output/words.ts';
import { type BuiltSite, buildFolder } from './build.ts';
import { KvServer } from './kv-server.ts';
import type { DevPage } from './page.ts';
import { Upstreams } from './upstreams.ts';
import { FolderWatch } from './watch.ts';
import { LocalWorker } from './workerd.ts';

const PLAIN = coloursFor(false, {});

/** The site Worker's own code over a folder: in workerd, with a KV that is in this process. */
export class LocalSite {
  readonly #ctx: Context;
  readonly #folder: string;
  readonly #page: DevPage;
  readonly #kv: KvServer;
  readonly #upstreams: Upstreams;
  readonly #worker: LocalWorker;
  #built: BuiltSite | undefined;
  /** What may have changed since the last build; 'all' before the first. */
  #dirty: Set<string> | 'all' | undefined = 'all';
  #wake: (() => void) | undefined;

  private constructor(
    ctx: Context,
    folder: string,
    page: DevPage,
    parts: { kv: KvServer; upstreams: Upstreams; worker: LocalWorker },
  ) {
    this.#ctx = ctx;
    this.#folder = folder;
    this.#page = page;
    this.#kv = parts.kv;
    this.#upstreams = parts.upstreams;
    this.#worker = parts.worker;
  }

  static async start(
    ctx: Context,
    folder: string,
    page: DevPage,
    moved: (origin: string) => void,
  ): Promise<LocalSite> {
    const kv = await KvServer.start();
    const upstreams = await Upstreams.start(ctx.env, (path) => scanFolder(folder).files.get(path)?.file);
    const worker = await LocalWorker.start(ctx, kv.port);
    moved(worker.url);
    return new LocalSite(ctx, folder, page, { kv, upstreams, worker });
  }

  /** Builds at each save, until the user ends it. */
  async run(): Promise<void> {
    const { signal } = this.#ctx;
    const watch = new FolderWatch(this.#folder, (paths) => {
      if (this.#dirty !== 'all') this.#dirty = new Set([...(this.#dirty ?? []), ...paths]);
      this.#wake?.();
    });
    signal.addEventListener('abort', () => this.#wake?.());
    try {
      while (!signal.aborted) {
        if (this.#dirty) await this.#build();
        else
          await Promise.race([
            new Promise<void>((resolve) => {
              this.#wake = resolve;
            }),
            this.#worker.ended,
          ]);
      }
    } finally {
      watch.close();
      this.#worker.stop();
      this.#kv.close();
      this.#upstreams.close();
    }
  }

  async #build(): Promise<void> {
    const changed = this.#dirty;
    this.#dirty = undefined;
    const { terminal } = this.#ctx;
    const { green, red, dim } = terminal.colours;
    const started = performance.now();
    const paths = changed === 'all' ? undefined : changed;
    const built = await buildFolder(this.#folder, this.#upstreams.port, this.#built, paths);
    const isNew = built.version !== this.#built?.version;
    this.#built = built;
    if (!isNew) return;
    const at = dim(clockTime(Date.now()));
    const errors = built.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || !built.release) {
      terminal.say(`${at} ${red('✗')} ${countFindings(built.diagnostics)}; the page stays as it was.`);
      terminal.say(drawFindings(errors, built.textOf, terminal.colours));
      this.#page.show(drawFindings(errors, built.textOf, PLAIN));
      return;
    }
    this.#kv.publish(built.release);
    this.#upstreams.know(built.release.facts);
    terminal.say(
      `${at} ${green('✓')} ${plural(built.release.files, 'file')}  ${dim(`${Math.round(performance.now() - started)} ms`)}`,
    );
    this.#page.reload();
  }
}
