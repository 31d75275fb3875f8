import { TemplateError } from '../error.ts';
import { Budget } from './budget.ts';
import type { Zones } from './filters/dates/zones.ts';
import { Frame, type Profile, type State, type Template, Variables } from './frame.ts';
import { late } from './late.ts';

/** The bits of `RenderResult.flags` that the language sets itself; the host may use the ones above for its names. */
export const FLAG = { clock: 1, random: 2 } as const;

export interface RenderEnv {
  /** Whether output is escaped; `data`: and the page holds no markup, so that JSON in it may have `<`. */
  readonly escape: boolean | 'data';
  /** Schemes that URLs in escaped output may have besides http, https, mailto and tel, in lower case. */
  readonly schemes?: readonly string[] | undefined;
  /** Time zones by name, and the one that dates are in. */
  readonly zones?: Zones | undefined;
  /** Finds a partial or layout by its bare name. May throw a TemplateError `missing_partial`, or a signal of the host's. */
  partial(name: string, kind: 'partial' | 'layout'): Template;
  readonly budget?: Budget;
  /** Milliseconds since the epoch. */
  now?(): number;
  /** At least 0, below 1. */
  random?(): number;
  /** Handed to filters. */
  readonly host?: unknown;
  /** What templates run by `render` see too, besides their arguments. `globals` are in front of it. */
  readonly shared?: Readonly<Record<string, unknown>>;
  /** Bits to set in `flags` when a global of that name is read. */
  readonly flagged?: Readonly<Record<string, number>>;
  readonly profile?: boolean | undefined;
  /** Called before anything runs. */
  readonly begin?: (inside: Inside) => void;
  /** A layout for a template that has no `layout` tag. */
  readonly layout?: string | undefined;
}

/** Renders a template of its own inside of the render, with its budget: it sees `shared` and no variable of the page. */
export type Inside = (template: Template, shared: Readonly<Record<string, unknown>>) => string;

export interface RenderResult {
  readonly output: string;
  readonly flags: number;
  readonly operations: number;
  /** With `env.profile`; run/profile.ts makes lines of it. */
  readonly profile: Profile | undefined;
}

/**
 * Renders a template: synchronous, and pure but for what `env` does. Throws TemplateError with its place, and passes
 * on whatever else the host throws.
 */
export function render(
  template: Template,
  globals: Readonly<Record<string, unknown>>,
  env: RenderEnv,
): RenderResult {
  const run = new RenderState(env);
  const variables = new Variables(globals, env.shared);
  const named = env.layout !== undefined && !template.program.layout;
  if (named) variables.named = new Map();
  const frame = new Frame(template, run, variables, null, null);
  run.frame = frame;
  env.begin?.((text, shared) => runInside(run, text, shared));
  try {
    const output = named ? late('runLayout')(frame, env.layout, [], template) : template.run(frame);
    const { flags, budget, profile } = run;
    return { output, flags, operations: budget.operations, profile };
  } catch (error) {
    throw explained(error, run.frame);
  }
}

function runInside(run: State, template: Template, shared: Readonly<Record<string, unknown>>): string {
  const outer = run.frame;
  const frame = new Frame(template, run, new Variables({}, shared), outer, null);
  const out = late('nested')(outer, frame, () => template.run(frame));
  run.signal = 0;
  return out;
}

/** A stack overflow is a template that nests too deep; what else the host throws is the host's. */
function explained(error: unknown, frame: Frame): unknown {
  const overflow = error instanceof RangeError && error.message.includes('call stack');
  const known = overflow
    ? new TemplateError('budget_depth', 'Blocks and partials nest too deep here.')
    : error;
  if (known instanceof TemplateError) late('locate')(known, frame);
  return known;
}

class RenderState implements State {
  readonly budget: Budget;
  readonly escape: boolean;
  readonly data: boolean;
  readonly schemes: readonly string[] | undefined;
  readonly zones: Zones | undefined;
  readonly flagged: Readonly<Record<string, number>> | undefined;
  readonly profile: Profile | undefined;
  // Set by `render` before anything runs.
  declare frame: Frame;
  signal = 0;
  flags = 0;
  private readonly env: RenderEnv;

  constructor(env: RenderEnv) {
    this.env = env;
    this.budget = env.budget ?? new Budget();
    this.escape = env.escape !== false;
    this.data = env.escape === 'data';
    this.schemes = env.schemes;
    this.zones = env.zones;
    this.flagged = env.flagged;
    this.profile = env.profile ? new Map() : undefined;
  }

  /** Read when a filter asks: a host may have it stop the render. */
  get host(): unknown {
    return this.env.host;
  }

  now(): number {
    this.flags |= FLAG.clock;
    return this.env.now?.() ?? Date.now();
  }

  random(): number {
    this.flags |= FLAG.random;
    return this.env.random?.() ?? Math.random();
  }

  partial(name: string, kind: 'partial' | 'layout'): Template {
    return this.env.partial(name, kind);
  }
}
