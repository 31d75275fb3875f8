/** What is known of a variable: which kind of thing it holds. */
export type Kind =
  | { readonly is: 'statics' | 'static' | 'data' | 'pairs' | 'pair' | 'collections' | 'collection' }
  /** `ofPages`: they are of the list of pages that the new site has as data. */
  | { readonly is: 'docs' | 'doc'; readonly ofPages?: true }
  /** A text or number whose last name is known; `of` is that. */
  | { readonly is: 'value'; readonly of: string }
  /** What `capture` made: it is markup already. */
  | { readonly is: 'markup' }
  | { readonly is: 'unknown' };

export const UNKNOWN: Kind = { is: 'unknown' };

/** Variables that a template sets, as far as it is read. */
export class Scope {
  readonly #kinds = new Map<string, Kind>();
  readonly #loops: (readonly [string, Kind | undefined])[] = [];

  /** Undefined for what the template does not set. */
  get(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  set(name: string, kind: Kind): void {
    const before = this.#kinds.get(name);
    // A name that means two things means neither.
    this.#kinds.set(name, before === undefined || same(before, kind) ? kind : UNKNOWN);
  }

  open(name: string, kind: Kind): void {
    this.#loops.push([name, this.#kinds.get(name)]);
    this.#kinds.set(name, kind);
  }

  close(): void {
    const [name, before] = this.#loops.pop() ?? [];
    if (name === undefined) return;
    if (before === undefined) this.#kinds.delete(name);
    else this.#kinds.set(name, before);
  }
}

const same = (a: Kind, b: Kind): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What one item of a kind is. */
export function itemOf(kind: Kind): Kind {
  switch (kind.is) {
    case 'docs':
      return { ...kind, is: 'doc' };
    case 'statics':
      return { is: 'static' };
    case 'collections':
      return { is: 'collection' };
    case 'pairs':
      return { is: 'pair' };
    default:
      return kind;
  }
}
