export type Failing = 'errors' | 'lost' | 'mixed' | 'memory';

/** Examples of each kind that are kept. */
const EXAMPLES = 5;

/** What was seen. */
export class Report {
  requests = 0;
  edits = 0;
  publishes = 0;
  rollbacks = 0;
  readonly failures: Readonly<Record<Failing, number>>;
  readonly examples: string[] = [];
  /** Megabytes of the site's and of the admin's process, over time. */
  readonly memory: { readonly second: number; readonly site: number; readonly admin: number }[] = [];
  readonly #counts = { errors: 0, lost: 0, mixed: 0, memory: 0 };

  constructor() {
    this.failures = this.#counts;
  }

  fail(what: Failing, example: string): void {
    this.#counts[what]++;
    if (this.#counts[what] <= EXAMPLES) this.examples.push(`${what}: ${example}`);
  }

  get ok(): boolean {
    return Object.values(this.#counts).every((count) => count === 0);
  }

  toString(): string {
    const { errors, lost, mixed } = this.#counts;
    return [
      `requests ${this.requests}, edits ${this.edits}, publishes ${this.publishes}, rollbacks ${this.rollbacks}`,
      `errors ${errors}, lost edits ${lost}, mixed releases ${mixed}`,
      'memory, MB (second: site, admin)',
      ...this.memory.map(({ second, site, admin }) => `  ${second}: ${site}, ${admin}`),
      ...this.examples,
    ].join('\n');
  }
}
