import type { Diagnostic } from '../../schema/diagnostic.ts';
import { readSource } from '../../schema/fetch-source.ts';
import { calledPath } from '../check/names.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { withoutEntries } from '../site-facts.ts';
import type { Given } from './given.ts';

export const RAW_CODE = 'raw_outside';

/** Where a value that a visitor writes comes from; undefined for one that is not a visitor's. */
export function visitors(path: string): string | undefined {
  const [root = '', member = ''] = path.split('.');
  if (root === 'request') return 'the request';
  return root === 'page' && /^(?:params|path|url)$/.test(member) ? 'the address' : undefined;
}

const OWN: ReadonlySet<string> = new Set(['collections', 'data', 'entry', 'site']);

/**
 * Whether the site's author wrote a value, or vouches for the upstream that it comes from. Not `page`: a tag sets what it likes there.
 * `foreign`: names that other upstreams fill.
 */
export function isOwn(path: string, { trusted = [], foreign = [] }: Vouched = {}): boolean {
  const root = path.split('.')[0] ?? '';
  return (OWN.has(root) || trusted.includes(root)) && !foreign.includes(root);
}

type Vouched = Pick<Given, 'trusted' | 'foreign'>;

/** A warning of a `raw` of what others write. It begins with the value's name. */
export function rawOutside(
  value: string,
  from: string,
): Pick<Diagnostic, 'severity' | 'code' | 'message' | 'help'> {
  return {
    severity: 'warning',
    code: RAW_CODE,
    message: `${value} comes from ${from} and is printed as it stands: whoever writes it writes this page`,
    help: 'Take raw off it: each place is escaped in its own way. Where an upstream is yours and makes HTML, say trusted: true there.',
  };
}

/** What `raw` prints of upstreams that are not trusted, and through partials: warnings that only the whole site shows. */
export function checkRaw(files: SiteFacts): Diagnostic[] {
  const using = [...withoutEntries(files)].filter(([, { raws }]) => raws !== undefined);
  if (using.length === 0) return [];
  const sources = new Sources(files);
  return using.flatMap(([path, { raws = [] }]) =>
    raws.flatMap(({ paths, start, end }) => {
      const found = paths.flatMap((value) => {
        const from = visitors(value) === undefined ? sources.from(path, value) : undefined;
        return from === undefined ? [] : [{ ...rawOutside(value, from), path, start, end }];
      });
      return found.slice(0, 1);
    }),
  );
}

/** Steps from a partial to those who render it. */
const MAX_STEPS = 10_000;

/** Follows values of templates to where they come from. */
class Sources {
  private readonly files: SiteFacts;
  private readonly callers = new Map<
    string,
    { path: string; from: Readonly<Record<string, readonly string[]>> }[]
  >();
  private readonly fetched = new Map<string, string>();

  constructor(files: SiteFacts) {
    this.files = files;
    for (const [path, facts] of withoutEntries(files)) {
      this.noteFetches(facts);
      for (const call of facts.calls ?? []) {
        const known = this.callers.get(calledPath(call)) ?? [];
        if (call.from) known.push({ path, from: call.from });
        this.callers.set(calledPath(call), known);
      }
    }
  }

  /** Every template of a page sees its answers, so one that is not trusted speaks for its name. */
  private noteFetches({ front, config }: Facts): void {
    const upstreams = new Map(Object.entries(this.files.get('site.yaml')?.config?.upstreams ?? {}));
    const routes = Object.values(config?.routes ?? {}).flatMap(({ fetch = {} }) => Object.entries(fetch));
    for (const [name, entry] of [...Object.entries(front?.fetch ?? {}), ...routes]) {
      const { upstream } = readSource(entry);
      if (!upstreams.get(upstream)?.trusted)
        this.fetched.set(name, `the upstream ${upstream}, which is not trusted,`);
    }
  }

  from(template: string, value: string): string | undefined {
    const seen = new Set<string>();
    const todo = [{ template, value }];
    for (let next = todo.pop(); next && seen.size < MAX_STEPS; next = todo.pop()) {
      const key = `${next.template} ${next.value}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const [root = '', ...rest] = next.value.split('.');
      const known = visitors(next.value) ?? this.fetched.get(root);
      if (known !== undefined) return known;
      for (const { path, from } of this.callers.get(next.template) ?? []) {
        const given = Object.hasOwn(from, root) ? (from[root] ?? []) : [];
        for (const each of given) todo.push({ template: path, value: [each, ...rest].join('.') });
      }
    }
    return undefined;
  }
}
