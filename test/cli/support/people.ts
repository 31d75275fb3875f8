import { Crash, type InProcess, runIn } from './in-process.ts';
import { Person } from './meniscus.ts';
import type { Server } from './server.ts';
import type { ShakyProxy } from './shaky.ts';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PATHS = [
  'pages/a.liquid',
  'pages/b.liquid',
  'data/c.yaml',
  'assets/d.txt',
  'partials/e.liquid',
  'layouts/f.liquid',
];
/** Always changed together, to the same: half a batch would be seen. */
const PAIR = ['data/pair-one.json', 'data/pair-two.json'] as const;

interface World {
  readonly server: Server;
  readonly proxy: ShakyProxy;
  readonly code: InProcess;
  readonly seed: number;
  readonly steps: number;
}

/**
 * Two people with folders and one who uses the API work on one site. Each edit is a line that nobody else writes; whoever
 * removes a line has seen it. So a line that the draft once had, and that nobody removed, is still there, or an edit was
 * lost; and a line in a folder stays until the draft has had it. Throws at the first that is not so.
 */
export class People {
  readonly #world: World;
  readonly #random: () => number;
  readonly #people: readonly Person[];
  readonly #crash = new Crash();
  /** Of each path: lines that the draft has had, and lines that somebody removed who had seen them. */
  readonly #accepted = new Map<string, Set<string>>();
  readonly #removed = new Set<string>();
  /** Lines of each folder that the draft has not had yet. */
  readonly #own = new Map<Person, Map<string, string>>();
  #lines = 0;
  /** The draft that was looked at last. */
  #checked = '';
  readonly done = { edits: 0, pushes: 0, pulls: 0, conflicts: 0, crashes: 0, cuts: 0, web: 0, merges: 0 };

  constructor(world: World) {
    this.#world = world;
    this.#random = random(world.seed);
    this.#people = [new Person('ada'), new Person('bob')];
    this.#crash.install();
    for (const person of this.#people) {
      person.env = { MENISCUS_URL: world.proxy.url, MENISCUS_TOKEN: world.server.token };
      this.#own.set(person, new Map());
    }
  }

  async play(): Promise<void> {
    const [ada] = this.#people;
    ada?.write('site.yaml', 'title: Shared\n');
    for (const path of PATHS.slice(0, 3)) ada?.write(path, '# start\n');
    for (const path of PAIR) ada?.write(path, '"0"');
    await this.#quietly(() => this.#command(ada, ['push']));
    for (let step = 0; step < this.#world.steps; step++) await this.#step();
    await this.#agree();
  }

  remove(): void {
    for (const person of this.#people) person.remove();
  }

  #pick<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.#random() * all.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  async #step(): Promise<void> {
    const person = this.#pick(this.#people);
    const dice = this.#random();
    if (dice < 0.35) this.#edit(person);
    else if (dice < 0.43) this.#editPair(person);
    else if (dice < 0.47) this.#delete(person);
    else if (dice < 0.57) await this.#web();
    else {
      this.#disturb();
      const both = this.#random() < 0.2 ? this.#people : [person];
      await Promise.all(both.map((each) => this.#command(each, this.#choose())));
      this.#crash.after(Number.POSITIVE_INFINITY);
      this.#world.proxy.next = () => 'pass';
    }
    await this.#check();
  }

  #choose(): string[] {
    const way = this.#pick(['push', 'pull']);
    const flags = [
      ...(this.#random() < 0.5 ? ['--delete'] : []),
      ...(this.#random() < 0.4 ? ['--merge'] : []),
    ];
    const only = this.#random() < 0.15 ? ['--only', this.#pick(PATHS)] : [];
    return [way, ...flags, ...only];
  }

  /** A crash after some writes, or a network on which some requests get lost. */
  #disturb(): void {
    if (this.#random() < 0.15) {
      this.#crash.after(Math.floor(this.#random() * 4));
      this.done.crashes++;
    } else if (this.#random() < 0.25) {
      this.done.cuts++;
      const from = Math.floor(this.#random() * 6);
      let count = 0;
      const fate = this.#pick(['lose request', 'lose answer'] as const);
      // Each request that is lost is sent again after a while, so few commands lose them all.
      const long = this.#random() < 0.15;
      this.#world.proxy.next = () => (count++ >= from && (long || count === from + 1) ? fate : 'pass');
    }
  }

  #line(): string {
    return `# line-${++this.#lines}`;
  }

  #edit(person: Person): void {
    const path = this.#pick(PATHS);
    const lines = (person.read(path) ?? '').split('\n').filter((line) => line !== '');
    if (lines.length > 3 && this.#random() < 0.3) {
      const [gone = ''] = lines.splice(Math.floor(this.#random() * lines.length), 1);
      this.#remove(person, path, [gone]);
    } else {
      const line = this.#line();
      lines.splice(Math.floor(this.#random() * (lines.length + 1)), 0, line);
      this.#own.get(person)?.set(line, path);
    }
    person.write(path, `${lines.join('\n')}\n`);
    this.done.edits++;
  }

  #editPair(person: Person): void {
    const value = `"${++this.#lines}"`;
    if (PAIR.every((path) => person.read(path) !== undefined))
      for (const path of PAIR) person.write(path, value);
  }

  #delete(person: Person): void {
    const path = this.#pick(PATHS);
    const text = person.read(path);
    if (text === undefined) return;
    this.#remove(person, path, text.split('\n'));
    person.delete(path);
  }

  #remove(person: Person, path: string, lines: readonly string[]): void {
    for (const line of lines) {
      this.#removed.add(`${path} ${line}`);
      this.#own.get(person)?.delete(line);
    }
  }

  async #web(): Promise<void> {
    const path = this.#pick(PATHS);
    const found = await this.#world.server.api('GET', `/files/${path}`);
    const text = found.status === 200 ? found.text : '';
    if (found.status === 200 && this.#random() < 0.15) {
      for (const line of text.split('\n')) this.#removed.add(`${path} ${line}`);
      await this.#world.server.api('DELETE', `/files/${path}`);
    } else await this.#world.server.api('PUT', `/files/${path}`, `${this.#line()}\n${text}`);
    this.done.web++;
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
    for (const person of this.#people) this.#checkFolder(person);
  }

  async #checkDraft(): Promise<void> {
    const { draft: etag } = JSON.parse((await this.#world.server.api('GET', '/status')).text);
    if (etag === this.#checked) return;
    this.#checked = etag;
    const draft = await this.#draft();
    const [one, two] = PAIR.map((path) => draft.get(path));
    if (one !== two) throw new Error(`half a batch: ${one} and ${two}`);
    for (const path of PATHS) {
      const now = new Set((draft.get(path) ?? '').split('\n').filter((line) => line.startsWith('# line-')));
      const ever = this.#accepted.get(path) ?? new Set();
      for (const line of now) ever.add(line);
      this.#accepted.set(path, ever);
      for (const line of ever)
        if (!now.has(line) && !this.#removed.has(`${path} ${line}`))
          throw new Error(`lost from the draft: ${line} of ${path}`);
    }
  }

  #checkFolder(person: Person): void {
    const own = this.#own.get(person) ?? new Map<string, string>();
    for (const [line, path] of own) {
      if (this.#accepted.get(path)?.has(line)) own.delete(line);
      else if (!person.read(path)?.includes(`${line}\n`))
        throw new Error(`lost from a folder: ${line} of ${path}`);
    }
  }

  /** Everyone ends what is open: conflicts by keeping the lines of both sides. */
  async #agree(): Promise<void> {
    for (const person of [...this.#people, ...this.#people]) {
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
      for (const path of [...PATHS, ...PAIR, 'site.yaml'])
        if (person.read(path) !== draft.get(path))
          throw new Error(`${path} differs in the end: ${person.read(path)} and ${draft.get(path)}`);
    }
  }

  async #settle(person: Person, path: string, theirs: string | undefined): Promise<void> {
    const isPair = PAIR.some((each) => each === path);
    const lines = [theirs, person.read(path)]
      .flatMap((text) => (text ?? '').split('\n'))
      .filter((line) => line !== '');
    const both = isPair ? (theirs ?? '') : `${[...new Set(lines)].join('\n')}\n`;
    person.write(path, both);
    const { code } = await this.#command(person, ['push', '--force', '--yes', '--only', path]);
    if (code !== 0) throw new Error(`${path} could not be settled: ${code}`);
  }
}
