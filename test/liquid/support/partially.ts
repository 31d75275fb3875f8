import { TemplateError } from '../../../liquid/error.ts';
import { evaluatePartially, type Partial } from '../../../liquid/partial/evaluate.ts';
import { hide } from '../../../liquid/partial/page.ts';
import { Whole } from '../../../liquid/partial/signals.ts';
import { link, type Template } from '../../../liquid/run/link.ts';
import '../../../liquid/run/more.ts';
import { type RenderEnv, render } from '../../../liquid/run/render.ts';
import { programOf } from './page.ts';

export interface Site {
  readonly page: string;
  readonly partials?: Readonly<Record<string, string>>;
  readonly layouts?: Readonly<Record<string, string>>;
  /** A layout that the host names. */
  readonly layout?: string | undefined;
  readonly escape?: boolean;
  /** What is known. */
  readonly data: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

function envOf(site: Site, flagged?: Readonly<Record<string, number>>): Omit<RenderEnv, 'shared'> {
  const templates = new Map<string, Template>();
  return {
    escape: site.escape ?? true,
    layout: site.layout,
    now: () => Date.UTC(2016, 2, 14, 12),
    random: () => 0.5,
    ...(flagged && { flagged }),
    partial(name, kind) {
      const source = (kind === 'layout' ? site.layouts : site.partials)?.[name];
      if (source === undefined) throw new TemplateError('missing_partial', `There is no ${kind} ${name}.`);
      const key = `${kind} ${name}`;
      const known = templates.get(key) ?? link(programOf(source, key));
      templates.set(key, known);
      return known;
    },
  };
}

const pages = new WeakMap<Site, Template>();

function pageOf(site: Site): Template {
  const known = pages.get(site) ?? link(programOf(site.page));
  pages.set(site, known);
  return known;
}

/** What is left of a page when the values of `names` are not known; why it stays whole where it does. */
export function partially(site: Site, names: readonly string[]): Partial | string {
  const env = () => {
    const shared = { ...site.data };
    for (const name of names) hide(shared, name);
    return { ...envOf(site), shared };
  };
  try {
    return evaluatePartially(pageOf(site), env, new Map());
  } catch (error) {
    if (error instanceof Whole) return error.message;
    if (error instanceof TemplateError) return error.code;
    throw error;
  }
}

export interface Outcome {
  readonly output?: string;
  readonly flags?: number;
  readonly failed?: string;
}

/** Renders a page, or what is left of it, with all values. */
export function renderWith(site: Site, values: Values, left?: Partial): Outcome & { operations?: number } {
  const flagged = Object.fromEntries(Object.keys(values).map((name, at) => [name, 1 << (at + 8)]));
  // What is stored is text.
  const template = left ? link(JSON.parse(JSON.stringify(left.program))) : pageOf(site);
  try {
    const { output, flags, operations } = render(
      template,
      {},
      { ...envOf(site, flagged), shared: { ...site.data, ...values } },
    );
    return { output, flags, operations };
  } catch (error) {
    if (error instanceof TemplateError) return { failed: error.code };
    throw error;
  }
}
