import { parseRoute } from '../../schema/route.ts';

/** One redirect of site.yaml. */
export interface Rule {
  readonly pattern: string;
  readonly to: string;
}

/** An address to follow redirects from. */
export interface Start {
  readonly rule: Rule;
  readonly path: string;
  /** Whether it stands for all of the rule's addresses, not for one that leads to another rule. */
  readonly own: boolean;
}

/** Comparisons of a target with an address, and addresses, that one site is worth. */
const MOST = { comparisons: 400_000, starts: 4_000 };
/** Stands for any one part, or piece of one; and for any number of parts at the end. Neither can be in a path. */
const ANY = '\u0001';
const REST = '\u0002';

/** What a rule matches: its path with ANY and REST in it, and the names of what they stand for. */
interface Shape {
  readonly rule: Rule;
  readonly path: string;
  readonly own: boolean;
}

/**
 * Addresses of each rule: one with made-up values; and backward from every rule, those whose target is an address of it.
 * So a circle through `/b/{x}: /a/{x}` that only `/b/old` goes round has its start among them.
 */
export function startsOf(rules: readonly Rule[]): Start[] {
  const own = rules.flatMap((rule) => shapesOf(rule));
  const shapes = [...own, ...narrowed(rules, own)];
  const literals = new Set(shapes.flatMap(({ path }) => path.split('/')));
  return shapes.flatMap(({ rule, path, own: isOwn }) =>
    withRests(path).map((each, at) => ({ rule, path: filled(each, literals), own: isOwn && at === 0 })),
  );
}

/** None where the pattern is refused for other reasons. */
function shapesOf(rule: Rule): Shape[] {
  try {
    const path = parseRoute(rule.pattern).key.replaceAll('{...}', REST).replaceAll('{}', ANY);
    return [{ rule, path, own: true }];
  } catch {
    return [];
  }
}

/** Shapes of rules with parameters, as they must be for their target to be the address of another shape. */
function narrowed(rules: readonly Rule[], own: readonly Shape[]): Shape[] {
  const open = rules.filter(
    ({ pattern, to }) => pattern.includes('{') && to.startsWith('/') && to.includes('{'),
  );
  const targets = open.flatMap((rule) => targetOf(rule));
  const found: Shape[] = [];
  const seen = new Set(own.map(({ path }) => path));
  const todo = [...own];
  let left = MOST.comparisons;
  for (let shape = todo.shift(); shape && targets.length > 0; shape = todo.shift()) {
    for (const path of withRests(shape.path)) {
      for (const target of targets) {
        if (left-- <= 0 || found.length >= MOST.starts) return found;
        const start = startFor(target, path);
        if (start === undefined || seen.has(start)) continue;
        seen.add(start);
        found.push({ rule: target.rule, path: start, own: false });
        todo.push({ rule: target.rule, path: start, own: false });
      }
    }
  }
  return found;
}

interface Target {
  readonly rule: Rule;
  /** Takes the values of its parameters out of an address. */
  readonly expression: RegExp;
  readonly names: readonly string[];
  readonly key: string;
  readonly params: readonly string[];
}

function targetOf(rule: Rule): Target[] {
  const names: string[] = [];
  const path = rule.to.replace(/[?#].*/s, '').replace(/(?<=.)\/$/, '');
  const source = path.split(/(\{(?:\.\.\.)?\w+\})/).map((piece) => {
    const [, rest, name] = /^\{(\.\.\.)?(\w+)\}$/.exec(piece) ?? [];
    if (name === undefined) return piece.split('/').map(literal).join('/');
    names.push(name);
    return rest ? '(.*)' : '([^/]+)';
  });
  try {
    return [{ rule, names, expression: new RegExp(`^${source.join('')}$`), ...parseRoute(rule.pattern) }];
  } catch {
    return [];
  }
}

/** A whole part may be where the address has any. */
function literal(piece: string): string {
  const escaped = encodeURI(safeDecode(piece)).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return piece === '' ? '' : `(?:${escaped}|${ANY})`;
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** The address of the rule whose target is `path`; undefined when there is none. */
function startFor({ expression, names, key, params }: Target, path: string): string | undefined {
  const values = expression.exec(path);
  if (!values) return undefined;
  const given = new Map<string, string>();
  for (const [at, name] of names.entries()) {
    const value = values[at + 1] ?? '';
    const known = given.get(name);
    if (known !== undefined && known !== value && ![known, value].includes(ANY)) return undefined;
    if (known === undefined || known === ANY) given.set(name, value);
  }
  let at = 0;
  const start = key.replace(
    /\{(\.\.\.)?\}/g,
    (_, rest) => given.get(params[at++] ?? '') ?? (rest ? REST : ANY),
  );
  return start.length > 1_000 ? undefined : start.replace(/\/+$/, '') || '/';
}

/** A path that ends in any number of parts, with one, none, two and three of them. */
function withRests(path: string): string[] {
  if (!path.endsWith(REST)) return [path];
  const before = path.slice(0, -REST.length);
  return [ANY, '', `${ANY}/${ANY}`, `${ANY}/${ANY}/${ANY}`].map((rest) =>
    `${before}${rest}`.replace(/(?<=.)\/$/, ''),
  );
}

/** Made-up values in place of ANY, which are no literal of any rule. */
function filled(path: string, literals: ReadonlySet<string>): string {
  let n = 0;
  return path.replaceAll(new RegExp(`[${ANY}${REST}]`, 'g'), () => {
    let name = valueAt(n++);
    while (literals.has(name)) name = valueAt(n++);
    return name;
  });
}

const valueAt = (n: number) => `${'xyzabc'[n % 6]}${n < 6 ? '' : Math.floor(n / 6)}`;
