import { TemplateError } from '../../../liquid/error.ts';
import { Budget, type Limits } from '../../../liquid/run/budget.ts';
import { link, type Template } from '../../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../../liquid/run/render.ts';
import { programOf } from './page.ts';

/** What a render took: milliseconds of CPU, and the share of its budget (of the counter that it used most). */
export interface Taken {
  readonly ms: number;
  readonly share: number;
  readonly operations: number;
  /** The code of the error that ended it; undefined when it came to its end. */
  readonly code: string | undefined;
}

export interface Large {
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly partials?: Readonly<Record<string, string>>;
}

/** Renders a template of a large value and says what it took; compiling and reading programs does not count. */
export function take({ source, data, partials = {} }: Large, limits: Partial<Limits> = {}): Taken {
  // Before anything is measured.
  for (const [name, text] of Object.entries(partials)) partialOf(name, text);
  const budget = new Budget(limits);
  const env: RenderEnv = {
    escape: true,
    budget,
    now: () => 0,
    random: () => 0.5,
    partial: (name) => partialOf(name, partials[name]),
  };
  const template = link(programOf(source));
  // Linking a large tag is done once, whoever renders it.
  attempt(() => render(template, data, { ...env, budget: new Budget({ operations: 50 }) }));
  const start = process.cpuUsage();
  const code = attempt(() => render(template, data, env).output.charCodeAt(0));
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  return { ms, share: shareOf(budget), operations: budget.operations, code };
}

/** Partials by their text. Some are large, and thousands of renders have the same: each is compiled once. */
const linked = new Map<string, Template>();

function partialOf(name: string, text: string | undefined): Template {
  if (text === undefined) throw new TemplateError('missing_partial', `There is no partial ${name}.`);
  const known = linked.get(text) ?? link(programOf(text, name));
  linked.set(text, known);
  return known;
}

/** The code of the TemplateError that `work` ends with. */
function attempt(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.code;
    throw error;
  }
}

/** The largest share that was used of any counter. */
function shareOf(budget: Budget): number {
  const { limits } = budget;
  const left = [
    1 - budget.operationsLeft / limits.operations,
    1 - budget.outputLeft / limits.output,
    1 - budget.textLeft / limits.text,
    1 - budget.assignedLeft / limits.assigned,
  ];
  return Math.max(...left);
}
