import type { RawUse, Sources } from '../analyse.ts';
import type { Expression, Filter } from '../ast.ts';
import type { Block, Tag } from '../nodes.ts';
import type { Place } from './place.ts';

/** Names and members that a value is made of, with dots: `post.html`. */
type Paths = ReadonlySet<string>;

/** Filters whose result has no character that means anything in a page. */
const HARMLESS = new Set(
  `abs at_least at_most base64_encode ceil cgi_escape date date_to_long_string date_to_string date_to_xmlschema divided_by escape
  escape_once floor h hmac_sha256 minus modulo number_of_words plus round sha256 size sum times to_integer url_encode xml_escape`.split(
    /\s+/,
  ),
);
/** Filters whose arguments become part of the result; those of others select, measure or format. */
const TAKES = new Set(
  'append concat default join prepend push replace replace_first replace_last truncate truncatewords unshift'.split(
    ' ',
  ),
);
/** Filters that read markup. */
const READERS = new Set(['markdownify']);
const JSON_FILTERS = new Set(['json', 'jsonify', 'inspect']);
/** Members of a path that are kept, and paths of one value: more tells nobody anything. */
const MAX_MEMBERS = 4;
const MAX_PATHS = 50;
/** Steps from a variable to one that is set behind it. */
const MAX_ROUNDS = 8;

/** Follows values through filters, `assign`, `capture`, loops and arguments, whatever the order in which they run. */
export class Taint implements Sources {
  readonly raws: RawUse[] = [];
  /** Filters that read markup, and what they read. `isRaw`: the author says that it is markup, by `raw` before the filter. */
  readonly readers: {
    readonly filter: Filter;
    readonly paths: readonly string[];
    readonly isRaw: boolean;
  }[] = [];
  private readonly set = new Map<string, (Expression | Block)[]>();
  private readonly known = new Map<string, Paths>();

  constructor(block: Block, placeOf: (tag: Tag) => Place) {
    this.collect(block);
    for (let round = 0; round < MAX_ROUNDS && this.settle(); round++);
    this.visit(block, placeOf);
  }

  /** What a value is made of. */
  of(value: Expression): string[] {
    return [...this.paths(value)].sort();
  }

  private collect({ nodes }: Block): void {
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      const { flow } = node.form;
      if (flow?.kind === 'assign') this.sets(flow.name, flow.value);
      else if (flow?.kind === 'loop' && flow.variable) this.sets(flow.variable.name, flow.variable.items);
      else if (flow?.kind === 'capture' && node.bodies[0]) this.sets(flow.name, node.bodies[0]);
      for (const body of node.bodies) this.collect(body);
    }
  }

  /** Follows each variable one step further, in the order in which they are set; whether that changed any. */
  private settle(): boolean {
    let changed = false;
    for (const [name, values] of this.set) {
      const paths = new Set(this.known.get(name));
      const before = paths.size;
      for (const value of values) add(paths, 'kind' in value ? this.own(name, value) : this.printed(value));
      if (paths.size > before) this.known.set(name, paths);
      changed ||= paths.size > before;
    }
    return changed;
  }

  private sets(name: string, value: Expression | Block): void {
    this.set.set(name, [...(this.set.get(name) ?? []), value].slice(-MAX_PATHS));
  }

  private visit({ nodes }: Block, placeOf: (tag: Tag) => Place): void {
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      const { flow } = node.form;
      if (flow?.kind === 'output' && flow.value) this.uses(flow.value, placeOf(node));
      if (flow?.kind === 'assign') this.uses(flow.value, '');
      for (const body of node.bodies) this.visit(body, placeOf);
    }
  }

  /** Notes each `raw` of a chain of filters. JSON in a script needs one, and is data all the same. */
  private uses(value: Expression, place: Place): void {
    if (value.kind !== 'filtered') return;
    value.filters.forEach((filter, at) => {
      const before = value.filters[at - 1];
      const isRaw = before?.name === 'raw';
      if (READERS.has(filter.name))
        this.readers.push({
          filter,
          paths: [...this.filtered(value.base, value.filters.slice(0, at))],
          isRaw,
        });
      if (filter.name !== 'raw') return;
      if (before && JSON_FILTERS.has(before.name) && place === 'j') return;
      const paths = [...this.filtered(value.base, value.filters.slice(0, at))].sort();
      if (paths.length > 0) this.raws.push({ paths, start: filter.start, end: filter.end });
    });
  }

  private filtered(base: Expression, filters: readonly Filter[]): Paths {
    let paths = new Set(this.paths(base));
    for (const { name, args, named } of filters) {
      if (HARMLESS.has(name)) paths = new Set();
      else if (TAKES.has(name))
        for (const arg of [...args, ...named.map((each) => each.value)]) add(paths, this.paths(arg));
    }
    return paths;
  }

  private paths(value: Expression): Paths {
    switch (value.kind) {
      case 'filtered':
        return this.filtered(value.base, value.filters);
      case 'path':
        return typeof value.head === 'string' ? this.path(value.head, value.keys) : this.paths(value.head);
      case 'range':
        return new Set([...this.paths(value.first), ...this.paths(value.last)]);
      default:
        return new Set();
    }
  }

  private path(head: string, keys: readonly Expression[]): Paths {
    if (this.set.has(head)) return this.known.get(head) ?? new Set();
    const members = [head];
    for (const key of keys.slice(0, MAX_MEMBERS)) {
      if (key.kind !== 'literal' || typeof key.value !== 'string') break;
      members.push(key.value);
    }
    return new Set([members.join('.')]);
  }

  /** `assign q = q | strip` reads the name that it hides. */
  private own(name: string, value: Expression): Paths {
    const base = value.kind === 'filtered' ? value.base : value;
    const same = base.kind === 'path' && base.head === name;
    return same ? new Set([name, ...this.paths(value)]) : this.paths(value);
  }

  /** What a captured block prints. */
  private printed({ nodes }: Block): Paths {
    const paths = new Set<string>();
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      const { flow } = node.form;
      if (flow?.kind === 'output' && flow.value) add(paths, this.paths(flow.value));
      if (flow?.kind !== 'capture') for (const body of node.bodies) add(paths, this.printed(body));
    }
    return paths;
  }
}

function add(paths: Set<string>, more: Paths): void {
  for (const path of more) if (paths.size < MAX_PATHS) paths.add(path);
}
