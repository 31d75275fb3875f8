import type { Program } from '../program.ts';
import { uniquePaths } from './analyse.ts';

/** What a page can need when it is rendered, with its partials and layouts and theirs. Lists are sorted. */
export interface Reach {
  readonly partials: readonly string[];
  readonly layouts: readonly string[];
  /** Named by a literal, but not there. */
  readonly missing: readonly string[];
  /** Names of one round of templates that call each other, the first one again at the end. */
  readonly cycle: readonly string[] | undefined;
  /** Whether some partial is named at run time only. */
  readonly dynamicPartials: boolean;
  /** Paths read from names that come from outside; those that a caller passes as arguments are among them. */
  readonly globals: readonly (readonly string[])[];
  readonly clock: boolean;
  readonly random: boolean;
}

type Kind = 'partial' | 'layout';

/** Follows `refs` from a program through its partials and layouts. `layout` is one that front matter names. */
export function reach(
  entry: Program,
  find: (name: string, kind: Kind) => Program | undefined,
  layout?: string,
): Reach {
  const walk = new Walk(find);
  walk.visit(entry, 'page', layout === undefined || entry.layout ? [] : [layout]);
  return walk.result();
}

class Walk {
  private readonly find: (name: string, kind: Kind) => Program | undefined;
  private readonly seen = new Map<string, Program | undefined>();
  private readonly path: string[] = [];
  private readonly programs: Program[] = [];
  private cycle: readonly string[] | undefined;

  constructor(find: (name: string, kind: Kind) => Program | undefined) {
    this.find = find;
  }

  visit(program: Program, key: string, moreLayouts: readonly string[]): void {
    this.programs.push(program);
    this.path.push(key);
    for (const name of program.refs.partials) this.follow(name, 'partial');
    for (const name of [...program.refs.layouts, ...moreLayouts]) this.follow(name, 'layout');
    this.path.pop();
  }

  result(): Reach {
    const refs = this.programs.map((program) => program.refs);
    return {
      partials: this.names('partial', true),
      layouts: this.names('layout', true),
      missing: [...this.names('partial', false), ...this.names('layout', false)],
      cycle: this.cycle,
      dynamicPartials: refs.some(({ dynamicPartials }) => dynamicPartials),
      globals: uniquePaths(refs.flatMap(({ globals }) => globals)),
      clock: refs.some(({ clock }) => clock),
      random: refs.some(({ random }) => random),
    };
  }

  private follow(name: string, kind: Kind): void {
    const key = `${kind}:${name}`;
    const at = this.path.indexOf(key);
    if (at >= 0)
      this.cycle ??= [...this.path.slice(at), key].map((each) => each.slice(each.indexOf(':') + 1));
    if (this.seen.has(key)) return;
    const program = this.find(name, kind);
    this.seen.set(key, program);
    if (program) this.visit(program, key, []);
  }

  private names(kind: Kind, found: boolean): string[] {
    const keys = [...this.seen].filter(
      ([key, program]) => key.startsWith(`${kind}:`) && (program !== undefined) === found,
    );
    return keys.map(([key]) => key.slice(kind.length + 1)).sort();
  }
}
