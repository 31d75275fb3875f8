import {
  ALL,
  BYTES,
  bytesOf,
  Edits,
  isBinary,
  LOWER,
  PAIR,
  PATHS,
  pick,
  random,
  textLines,
  UPPER,
} from './edits.ts';
import { Crash, type InProcess, runIn } from './in-process.ts';
import { Ledger, linesOf } from './ledger.ts';
import { Person } from './meniscus.ts';
import type { Server } from './server.ts';
import type { ShakyProxy } from './shaky.ts';

interface World {
  readonly server: Server;
  readonly proxy: ShakyProxy;
  readonly code: InProcess;
  /** Whether a push may take several saves, and so end with some of them. */
  readonly inParts?: boolean;
  readonly seed: number;
  readonly steps: number;
}

/**
 * Two people with folders and one who uses the API work on one site: texts with LF and CRLF, bytes, renames, names that differ in
 * case, crashes, cuts. Throws at the first edit that is lost, as `Ledger` tells.
 */
export class People {
  readonly #world: World;
  readonly #random: () => number;
  readonly #people: readonly Person[];
  readonly #crash = new Crash();
  readonly #ledger = new Ledger();
  readonly #edits: Edits;
  /** What was saved with the API last, which a pull may bring. */
  #lastWeb: string | undefined;
  /** The draft that was looked at last. */
  #checked = '';
  readonly done = {
    edits: 0,
    pushes: 0,
    pulls: 0,
    conflicts: 0,
    crashes: 0,
    cuts: 0,
    web: 0,
    merges: 0,
    meanwhile: 0,
    renames: 0,
    clashes: 0,
  };

  constructor(world: World) {
    this.#world = world;
    this.#random = random(world.seed);
    this.#people = [new Person('ada'), new Person('bob')];
    this.#edits = new Edits(this.#random, this.#ledger, this.#people[1], this.done);
    this.#crash.install();
    for (const person of this.#people) {
      person.env = { MENISCUS_URL: world.proxy.url, MENISCUS_TOKEN: world.server.token };
    }
  }

  async play(): Promise<void> {
    const [ada] = this.#people;
    ada?.write('site.yaml', 'title: Shared\n');
    for (const path of PATHS.slice(0, 3)) ada?.write(path, '# start\n');
    for (const path of PAIR) ada?.write(path, '"0"');
    await this.#quietly(() => this.#command(ada, ['push']));
    for (let step = 0; step < this.#world.steps; step++) await this.#step(step);
    await this.#agree();
  }

  remove(): void {
    for (const person of this.#people) person.remove();
  }

  async #step(step: number): Promise<void> {
    const person = pick(this.#random, this.#people);
    const dice = this.#random();
    if (step % 20 === 5) this.#edits.rename(person);
    else if (step % 20 === 15) this.#edits.clash(person);
    else if (dice < 0.3) this.#edits.edit(person);
    else if (dice < 0.38) this.#edits.editPair(person);
    else if (dice < 0.42) this.#edits.delete(person);
    else if (dice < 0.45) this.#edits.rename(person);
    else if (dice < 0.5) this.#edits.unclash(person);
    else if (dice < 0.6) await this.#web();
    else {
      const both = this.#random() < 0.2 ? this.#people : [person];
      this.#disturb(person);
      await Promise.all(both.map((each) => this.#command(each, this.#choose())));
      this.#crash.after(Number.POSITIVE_INFINITY);
      this.#world.proxy.next = () => 'pass';
    }
    await this.#check();
  }

  #choose(): string[] {
    const way = pick(this.#random, ['push', 'pull']);
    const flags = [
      ...(this.#random() < 0.5 ? ['--delete'] : []),
      ...(this.#random() < 0.4 ? ['--merge'] : []),
    ];
    const only = this.#random() < 0.15 ? ['--only', pick(this.#random, PATHS)] : [];
    return [way, ...flags, ...only];
  }

  /** A crash after some writes, somebody who saves meanwhile, there or here, or a network on which some requests get lost. */
  #disturb(person: Person): void {
    const dice = this.#random();
    if (dice < 0.15) {
      this.#crash.after(Math.floor(this.#random() * 4));
      this.done.crashes++;
    } else if (dice < 0.5) {
      const isThere = this.#random() < 0.6;
      // Most often between the look at the draft and what follows from it.
      let left = this.#random() < 0.7 ? 1 : Math.floor(this.#random() * 4);
      this.#world.proxy.next = async () => {
        if (left-- !== 0) return 'pass' as const;
        if (isThere)
          await this.#web(pick(this.#random, [...this.#ledger.pathsOf(person), ...PATHS.slice(0, 2)]));
        else this.#edits.edit(person, this.#lastWeb);
        this.done.meanwhile++;
        return 'pass' as const;
      };
    } else if (this.#random() < 0.25) {
      this.done.cuts++;
      const from = Math.floor(this.#random() * 6);
      let count = 0;
      const fate = pick(this.#random, ['lose request', 'lose answer'] as const);
      // Each request that is lost is sent again after a while, so few commands lose them all.
      const long = this.#random() < 0.15;
      this.#world.proxy.next = () => (count++ >= from && (long || count === from + 1) ? fate : 'pass');
    }
  }

  async #web(path = pick(this.#random, PATHS)): Promise<void> {
    if (this.#random() < 0.2) await this.#webUnclash();
    const { server } = this.#world;
    const found = await server.api('GET', `/files/${path}`);
    const isThere = found.status === 200;
    const text = isThere ? found.text : '';
    const condition = isThere ? { ifMatch: found.etag } : { ifNoneMatch: '*' };
    const gone = isThere && this.#random() < 0.15;
    if (!gone && isBinary(path)) return;
    const line = this.#ledger.next();
    const edit = gone ? { path, delete: true } : { path, text: `${line}\n${text}` };
    const { status } = await server.api('POST', '/batch', { edits: [{ ...edit, ...condition }] });
    if (status !== 200) return; // somebody was faster
    if (gone) this.#ledger.removed(undefined, path, linesOf(text));
    else this.#ledger.accepted(path, [line]);
    this.#lastWeb = path;
    this.done.web++;
  }

  /** In the draft there is room for both names, and no folder on a disk that is blind to case takes it: somebody ends that. */
  async #webUnclash(): Promise<void> {
    const { server } = this.#world;
    const [upper, lower] = [
      await server.api('GET', `/files/${UPPER}`),
      await server.api('GET', `/files/${LOWER}`),
    ];
    if (upper.status !== 200) return;
    const lines = [...textLines(lower.status === 200 ? lower.text : ''), ...linesOf(upper.text)];
    await server.api('PUT', `/files/${LOWER}`, bytesOf(LOWER, [...new Set(lines)], '\n').toString('utf8'));
    this.#ledger.removed(undefined, UPPER, linesOf(upper.text));
    await server.api('DELETE', `/files/${UPPER}`);
  }

  async #command(person: Person | undefined, argv: readonly string[]) {
    if (!person) throw new Error('nobody');
    const ended = await runIn(this.#world.code, argv, person.folder, person.env);
    if (argv[0] === 'push') this.done.pushes++;
    else this.done.pulls++;
    if (argv.includes('--merge')) this.done.merges++;
    this.#checkSaid(ended.code, ended.json ?? {});
    return ended;
  }

  /** A conflict is told by the exit code and by its files, or by a sentence where someone was faster. */
  #checkSaid(
    code: number,
    json: { conflicts?: unknown[]; targets?: { conflicts: unknown[] }[]; error?: { message: string } },
  ): void {
    const conflicts = json.conflicts ?? json.targets?.flatMap((each) => each.conflicts) ?? [];
    if (code === 5) this.done.conflicts++;
    if (code === 5 && conflicts.length === 0 && !json.error?.message)
      throw new Error('a conflict that nobody is told of');
    if (code !== 5 && conflicts.length > 0) throw new Error(`a conflict that ended with ${code}`);
  }

  async #quietly(work: () => Promise<unknown>): Promise<void> {
    await work();
    await this.#check();
  }

  /** The draft's texts. */
  async #draft(): Promise<Map<string, string>> {
    const { server } = this.#world;
    const { files } = JSON.parse((await server.api('GET', '/files?limit=1000')).text);
    const texts = await Promise.all(
      files.map(
        async ({ path }: { path: string }) =>
          [path, (await server.api('GET', `/files/${path}`)).text] as const,
      ),
    );
    return new Map(texts);
  }

  async #check(): Promise<void> {
    await this.#checkDraft();
    for (const person of this.#people) this.#ledger.checkFolder(person);
  }

  async #checkDraft(): Promise<void> {
    const { draft: etag } = JSON.parse((await this.#world.server.api('GET', '/status')).text);
    if (etag === this.#checked) return;
    this.#checked = etag;
    const draft = await this.#draft();
    const [one, two] = PAIR.map((path) => draft.get(path));
    if (one !== two && !this.#world.inParts) throw new Error(`half a batch: ${one} and ${two}`);
    this.#ledger.checkDraft(ALL, draft);
    for (const [path, text] of draft) {
      if (isBinary(path) && !text.startsWith(BYTES.toString('utf8')))
        throw new Error(`other bytes in ${path}`);
      if (!isBinary(path) && text.includes('\r')) throw new Error(`CRLF was sent: ${path}`);
    }
  }

  /** Everyone ends what is open: conflicts by keeping the lines of both sides. */
  async #agree(): Promise<void> {
    for (const person of [...this.#people, ...this.#people]) {
      await this.#webUnclash();
      this.#edits.unclash(person);
      const pulled = await this.#command(person, ['pull', '--merge', '--delete']);
      const draft = await this.#draft();
      for (const { path } of pulled.json.conflicts ?? []) await this.#settle(person, path, draft.get(path));
      const pushed = await this.#command(person, ['push', '--delete']);
      if (pushed.code !== 0)
        throw new Error(`the last push ended with ${pushed.code}: ${JSON.stringify(pushed.json)}`);
      await this.#check();
    }
    const draft = await this.#draft();
    for (const person of this.#people) {
      await this.#command(person, ['pull', '--delete']);
      for (const path of [...ALL, ...PAIR, 'site.yaml']) {
        const here = person.read(path)?.replaceAll('\r\n', isBinary(path) ? '\r\n' : '\n');
        if (here !== draft.get(path))
          throw new Error(`${path} differs in the end: ${here} and ${draft.get(path)}`);
      }
    }
  }

  async #settle(person: Person, path: string, theirs: string | undefined): Promise<void> {
    const isPair = PAIR.some((each) => each === path);
    const lines = [theirs, person.read(path)].flatMap(textLines);
    if (isPair) person.write(path, theirs ?? '');
    else this.#edits.write(person, path, [...new Set(lines)]);
    const { code } = await this.#command(person, ['push', '--force', '--yes', '--only', path]);
    if (code !== 0) throw new Error(`${path} could not be settled: ${code}`);
  }
}
