import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import { site } from '../api/site.ts';
import { send } from '../api/transport.ts';
import type { Problem } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { troubleOf } from '../frame/trouble.ts';
import { coloursFor } from '../output/colours.ts';
import { sayConflicts } from '../output/conflicts.ts';
import { drawFindings } from '../output/draw.ts';
import { readText } from '../output/refusal.ts';
import { clockTime } from '../output/time.ts';
import { plural, some } from '../output/words.ts';
import type { Move } from '../sync/plan.ts';
import { SiteEvents } from './events.ts';
import type { DevPage, Source } from './page.ts';
import { needsLook, type Round, Syncer } from './syncer.ts';
import { FolderWatch } from './watch.ts';

/** Milliseconds before the next try when the network fails. */
const AGAIN = 2_000;
/** Milliseconds in which the answer to a save of ours comes. */
const OWN = 150;
/** Milliseconds after which nothing more of a save is to be done. */
const SOON = 100;
const PLAIN = coloursFor(false, {});

/** What is to be looked at next: some paths of the folder, or everything. */
type Todo = Set<string> | 'all';

/** A draft that follows a folder, and a folder that follows what others save, until the user ends it. */
export class DevSession {
  readonly #ctx: Context;
  readonly #client: Client;
  readonly #folder: string;
  readonly #page: DevPage;
  readonly #syncer: Syncer;
  #todo: Todo | undefined = 'all';
  #wake: (() => void) | undefined;
  #saidConflicts = '';
  #saidProblems: ReadonlySet<string> = new Set();
  /** What is drawn of the last refusal, and what it was of. */
  #notSaved: { readonly key: string; readonly drawn: string } | undefined;
  #offline = false;
  /** Whether a first look has been at everything. */
  #begun = false;

  constructor(ctx: Context, client: Client, folder: string, page: DevPage, removes: boolean) {
    this.#ctx = ctx;
    this.#client = client;
    this.#folder = folder;
    this.#page = page;
    this.#syncer = new Syncer(ctx, client, folder, removes);
  }

  async run(): Promise<void> {
    const watch = new FolderWatch(this.#folder, (paths) => this.#ask(new Set(paths)));
    const events = new SiteEvents(this.#client.target, (heard) => {
      if (heard.type === 'connected') return this.#ask('all');
      // We hear of our own saves too, perhaps before their answer has come.
      setTimeout(() => {
        if (!this.#syncer.knows(heard.draft)) this.#ask('all', heard.author);
      }, OWN);
    });
    try {
      await this.#work();
    } finally {
      this.#syncer.save();
      watch.close();
      events.close();
    }
  }

  #author: string | undefined;

  #ask(todo: Todo, author?: string): void {
    if (author !== undefined) this.#author = author;
    this.#todo = this.#todo === 'all' || todo === 'all' ? 'all' : new Set([...(this.#todo ?? []), ...todo]);
    this.#wake?.();
  }

  async #work(): Promise<void> {
    const { signal } = this.#ctx;
    signal.addEventListener('abort', () => this.#wake?.());
    while (!signal.aborted) {
      const todo = this.#todo;
      this.#todo = undefined;
      if (todo === undefined) await this.#idle();
      else await this.#once(todo);
    }
  }

  /** The page loads again first. */
  async #idle(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const soon = setTimeout(() => this.#syncer.save(), SOON);
    await woken;
    clearTimeout(soon);
  }

  async #once(todo: Todo): Promise<void> {
    const started = performance.now();
    try {
      const round = await (todo === 'all' ? this.#syncer.whole() : this.#syncer.some(todo));
      this.#back();
      await this.#say(round, performance.now() - started);
    } catch (error) {
      if (this.#ctx.signal.aborted) return;
      await this.#failed(error, todo);
    }
  }

  async #say(round: Round, took: number): Promise<void> {
    const { terminal } = this.#ctx;
    const { green, cyan, red, dim } = terminal.colours;
    for (const { path, hash } of round.pulled)
      this.#line(
        cyan('↓'),
        `${path} ${hash === null ? 'removed' : 'changed'} by ${this.#author ?? 'someone else'}`,
      );
    for (const { path, hash } of round.pushed)
      this.#line(
        green('✓'),
        `${path} ${hash === null ? 'removed' : 'saved'}${dim(`  ${Math.round(took)} ms`)}`,
      );
    if (round.pushed.length + round.pulled.length > 0) this.#page.reload();
    // From here on a save is a change of what both had: who waits for the page to open knows when.
    else if (!this.#begun && isEqualRound(round))
      this.#line(green('✓'), `The folder and the draft are equal (${plural(this.#syncer.files, 'file')}).`);
    this.#begun = true;
    if (round.refusal) this.#sayRefusal(round.refusal, round.left);
    else if (round.refused.length === 0) this.#notSaved = undefined;
    else this.#line(red('✗'), `Still not saved: ${some(round.refused)}`);
    this.#sayProblems(round.problems);
    const conflicts = JSON.stringify(round.conflicts);
    if (round.conflicts.length > 0 && conflicts !== this.#saidConflicts) {
      await sayConflicts(terminal, this.#client, this.#folder, round.conflicts);
      this.#line(
        red('!'),
        'In conflict: not sent, and not written over. In another terminal: meniscus pull --merge, or push --force.',
      );
    }
    this.#saidConflicts = conflicts;
    for (const path of round.kept)
      this.#line(
        dim('-'),
        dim(`${path} was removed on one side and kept on the other (dev --delete removes both)`),
      );
    this.#page.show(this.#wrong(round));
  }

  /** Each is said once, until it is mended. */
  #sayProblems(problems: readonly Problem[]): void {
    const { red, dim } = this.#ctx.terminal.colours;
    for (const { message, help } of problems)
      if (!this.#saidProblems.has(message)) this.#line(red('✗'), `${message} ${dim(help)}`);
    this.#saidProblems = new Set(problems.map(({ message }) => message));
  }

  /** All that is wrong now, as it is drawn over the page. */
  #wrong({ conflicts, problems }: Round): string {
    const changed = conflicts.map(({ path }) => path).join(', ');
    const open =
      changed &&
      `Changed here and on ${this.#client.target.name}: ${changed}\nmeniscus pull --merge, or meniscus push --force`;
    const files = problems.map(({ message, help }) => `${message}\n${help}`);
    return [this.#notSaved?.drawn ?? '', open, ...files].filter((each) => each !== '').join('\n\n');
  }

  /** What is wrong with a save is drawn in the terminal and over the page, which stays. What can pass is tried again. */
  async #failed(error: unknown, todo: Todo): Promise<void> {
    const { terminal } = this.#ctx;
    const { red, dim } = terminal.colours;
    if (needsLook(error)) return this.#ask('all');
    const known = troubleOf(error);
    if (known.trouble.exit === EXIT.internal || known.trouble.exit === EXIT.access) throw error;
    if (known.trouble.exit === EXIT.unreachable) {
      if (!this.#offline)
        this.#line(
          red('!'),
          `${known.message} ${dim('What you save is kept here, and sent when it answers.')}`,
        );
      this.#offline = true;
      await sleep(AGAIN, undefined, { signal: this.#ctx.signal }).catch(() => undefined);
      // Whatever happened there meanwhile, a restored backup too, is looked at.
      return this.#ask('all');
    }
    if (known.trouble.code === 'file_changes' || known.trouble.code === 'draft_changes')
      return this.#ask(todo);
    this.#sayRefusal(known, []);
    if (this.#notSaved) this.#page.show(this.#notSaved.drawn);
  }

  /** Draws it once for the same texts: an editor that saves in two steps, or twice, has us look twice. */
  #sayRefusal(error: CliError, left: readonly Move[]): void {
    const { terminal } = this.#ctx;
    const found = error instanceof Refused ? (error.problem.diagnostics ?? []) : [];
    const text = (path: string) => readText(this.#folder, path);
    const isFound = found.length > 0;
    const drawn = isFound
      ? drawFindings(found, text, PLAIN)
      : `${error.message}\n${error.trouble.next ?? ''}`;
    // By what was refused, not by what is drawn: the text may be another by now.
    const key = JSON.stringify([isFound ? found : drawn, left]);
    if (key === this.#notSaved?.key) return;
    this.#notSaved = { key, drawn };
    this.#line(terminal.colours.red('✗'), isFound ? 'Not saved; the page stays as it was.' : error.message);
    if (isFound) terminal.say(drawFindings(found, text, terminal.colours));
  }

  #back(): void {
    if (this.#offline)
      this.#line(this.#ctx.terminal.colours.green('✓'), `${this.#client.target.name} answers again.`);
    this.#offline = false;
  }

  #line(mark: string, text: string): void {
    const { terminal } = this.#ctx;
    terminal.say(`${terminal.colours.dim(clockTime(Date.now()))} ${mark} ${text}`);
  }
}

const isEqualRound = ({ conflicts, refused, problems, kept }: Round): boolean =>
  [conflicts, refused, problems, kept].every((each) => each.length === 0);

/** A preview of the draft, as something that pages can be asked of. */
export async function previewSource(client: Client): Promise<Source> {
  const { url } = await site.preview(client, { label: 'meniscus dev', hours: 72 });
  const link = new URL(url);
  const { headers } = await send({ method: 'GET', url: link });
  const cookie = headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie !== undefined) return { origin: link.origin, cookie };
  throw new CliError(`${link.origin} does not show the draft: its site Worker has no previews.`, {
    code: 'no_preview',
    exit: EXIT.unreachable,
    next: 'meniscus doctor looks at the site; meniscus dev --local needs none.',
  });
}
