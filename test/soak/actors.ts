import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from './report.ts';
import { AUTHORIZED, type World } from './world.ts';

/** Partials that carry the number of a release; together more than travels inside a manifest, so that packs are written. */
const PARTS = 6;
const PART_BYTES = 60_000;

/** What goes on at once, until `over` says so. */
export class Actors {
  readonly #world: World;
  readonly #report: Report;
  readonly #over: () => boolean;
  /** Releases that were live, for going back. */
  readonly #releases: string[] = [];
  #round = 0;

  constructor(world: World, report: Report, over: () => boolean) {
    this.#world = world;
    this.#report = report;
    this.#over = over;
  }

  /** A visitor: each page must be whole, and from one release. */
  async read(path: string): Promise<void> {
    while (!this.#over()) {
      await this.look(path);
      await sleep(Math.random() * 20);
    }
  }

  /** The number that a page shows; undefined when nobody answered. */
  async look(path: string): Promise<number | undefined> {
    const answer = await this.#world.site.ask('GET', path);
    if (!answer) return undefined;
    this.#report.requests++;
    if (answer.status !== 200)
      this.#report.fail('errors', `${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    const numbers = [...answer.text.matchAll(/<i>(\d+)<\/i>/g)].map(([, number]) => Number(number));
    const whole = numbers.length === PARTS + 3 && new Set(numbers).size === 1;
    if (answer.status === 200 && !whole) this.#report.fail('mixed', `${path}: ${numbers}`);
    return numbers[0];
  }

  /** An author: counts up in a file that others count up too. What was confirmed must stay, and nobody's may be overwritten. */
  async edit(counter: Counter): Promise<void> {
    const path = `/api/files/data/${counter.name}.json`;
    while (!this.#over()) {
      const { confirmed } = counter;
      const seen = await this.#admin('GET', path);
      if (seen?.status !== 200 && seen?.status !== 404) continue;
      const found = seen.status === 404 ? 0 : Number(seen.text);
      if (found < confirmed)
        this.#report.fail('lost', `${counter.name}: ${found} after ${confirmed} were confirmed`);
      const condition: Record<string, string> = seen.etag
        ? { 'if-match': seen.etag }
        : { 'if-none-match': '*' };
      const saved = await this.#admin('PUT', path, String(found + 1), condition);
      if (!saved || saved.status >= 500) counter.unknown++;
      else if (saved.status < 300) {
        counter.confirmed++;
        this.#report.edits++;
      } else if (saved.status !== 412)
        this.#report.fail('errors', `PUT ${path}: ${saved.status} ${saved.text}`);
      await sleep(Math.random() * 100);
    }
  }

  /** Changes all numbers at once, and publishes. */
  async publish(): Promise<void> {
    while (!this.#over()) {
      await this.publishNext();
      await sleep(Math.random() * 500);
    }
  }

  /** The number that was published; undefined when that is not known. */
  async publishNext(): Promise<number | undefined> {
    const round = ++this.#round;
    const edits = Object.entries(siteOf(round)).map(([path, text]) => ({ path, text }));
    const saved = await this.#admin('POST', '/api/batch', JSON.stringify({ edits }));
    if (saved?.status !== 200) return undefined;
    const published = await this.#admin('POST', '/api/publish', '{}');
    if (published?.status !== 200) return undefined;
    const { id } = JSON.parse(published.text) as { id: string };
    this.#report.publishes++;
    this.#releases.push(id);
    return round;
  }

  /** Goes back to one of the latest releases. */
  async rollBack(): Promise<void> {
    while (!this.#over()) {
      await sleep(1_000 + Math.random() * 2_000);
      const recent = this.#releases.slice(-6);
      const release = recent[Math.floor(Math.random() * recent.length)];
      if (release === undefined) continue;
      const answer = await this.#admin('PUT', '/api/live', JSON.stringify({ release }));
      if (answer?.status === 200) this.#report.rollbacks++;
    }
  }

  /** Kills one of the processes and starts it again. A site that starts has nothing in memory that helps against KV's troubles. */
  async kill(every: number): Promise<void> {
    const { site, admin } = this.#world;
    while (!this.#over()) {
      await sleep(every * (0.5 + Math.random()));
      if (this.#over()) return;
      const worker = Math.random() < 0.3 ? site : admin;
      await worker.kill();
      await worker.start();
    }
  }

  /** Asks the admin; what it calls its own fault is an error. */
  async #admin(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const answer = await this.#world.admin.ask(method, path, body, { ...AUTHORIZED, ...headers });
    if (!answer) await sleep(50);
    else this.#report.requests++;
    if (answer?.status === 500)
      this.#report.fail('errors', `${method} ${path}: ${answer.text.slice(0, 300)}`);
    return answer;
  }

  /** Waits until no publish is under way. */
  async settle(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await this.#admin('GET', '/api/status');
      if (answer?.status === 200 && JSON.parse(answer.text).publishing === null) return;
      await sleep(100);
    }
    this.#report.fail('errors', 'a publish goes on and on');
  }

  /** Each count is one edit that was made: none is missing, and none is there that nobody sent. */
  async checkEdits({ name, confirmed, unknown }: Counter): Promise<void> {
    const found = Number((await this.#admin('GET', `/api/files/data/${name}.json`))?.text);
    if (!(found >= confirmed && found <= confirmed + unknown))
      this.#report.fail(
        'lost',
        `${name}: ${found} edits; ${confirmed} were confirmed, of ${unknown} that is not known`,
      );
  }
}

/** A file that holds a number, and how often it was counted up. */
export interface Counter {
  readonly name: string;
  confirmed: number;
  /** Edits that were sent and not answered. */
  unknown: number;
}

export const PAGES = ['/', '/other', '/dynamic?q=1'];

/** A site whose every part carries one number. */
function siteOf(round: number): Record<string, string> {
  const parts = Array.from({ length: PARTS }, (_, at) => [
    `partials/part${at}.liquid`,
    `<i>${round}</i><!-- ${'x'.repeat(PART_BYTES)} -->`,
  ]);
  const all = Array.from({ length: PARTS }, (_, at) => `{% render 'part${at}' %}`).join('');
  const page = `---\nlayout: base\n---\n{% block main %}<i>{{ data.round }}</i><i>{{ site.round }}</i>${all}{% endblock %}`;
  return {
    ...Object.fromEntries(parts),
    'site.yaml': `title: Soak\nround: ${round}\n`,
    'data/round.json': String(round),
    'layouts/base.liquid': `<i>${round}</i>{% block main %}{% endblock %}`,
    'pages/index.liquid': page,
    'pages/other.liquid': page,
    'pages/dynamic.liquid': `${page}{{ request.query.q }}`,
  };
}
