import { Eta } from 'eta';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import nunjucks from 'nunjucks';
import { compile } from '../liquid/compile/compile.ts';
import { evaluatePartially } from '../liquid/partial/evaluate.ts';
import { hide } from '../liquid/partial/page.ts';
import type { Program } from '../liquid/program.ts';
import { link, type Template } from '../liquid/run/link.ts';
import { type RenderEnv, render } from '../liquid/run/render.ts';
import { type Fixture, templatesOf } from './fixtures/fixture.ts';
import { EXPRESSIONS, HELPERS } from './support/helpers.ts';

/** Renders the fixture's page once. */
export type Render = () => string;

/** What is timed for a fixture, by name. All escape what they print. */
export function enginesOf(fixture: Fixture): Record<string, Render> {
  const sources = templatesOf(fixture.name, 'liquid');
  const stored = JSON.stringify(compileAll(sources));
  const reading = compileAll({ ...sources, page: READS_QUERY + sources.page });
  return {
    literal: fixture.literal,
    meniscus: ours(fixture, JSON.parse(stored)),
    'meniscus, query': ours(fixture, JSON.parse(JSON.stringify(reading))),
    'of it, in part': ours(fixture, leftOf(fixture, reading)),
    'meniscus load': () => ours(fixture, JSON.parse(stored))(),
    'meniscus compile': () => JSON.stringify(compileAll(sources)),
    liquidjs: liquid(fixture, sources),
    handlebars: handlebars(fixture),
    nunjucks: nunjucksPage(fixture),
    eta: eta(fixture),
  };
}

/** Names of `enginesOf` that answer something else than the page. */
export const NO_PAGE: readonly string[] = ['meniscus compile'];

export function compileAll(sources: Readonly<Record<string, string>>): Record<string, Program> {
  const programs: Record<string, Program> = {};
  for (const [name, source] of Object.entries(sources)) {
    const { program, diagnostics } = compile(source, { name });
    if (!program) throw new Error(`${name}: ${diagnostics[0]?.message}`);
    programs[name] = program;
  }
  return programs;
}

/** What makes a page dynamic. */
const READS_QUERY = '{% if query.q %}{{ query.q }}{% endif %}';

/** The programs with what is left of the page once all but its query is known, as a publish makes it. */
function leftOf(fixture: Fixture, programs: Record<string, Program>): Record<string, Program> {
  const shared = { ...fixture.data };
  hide(shared, 'query');
  const page = link(programs.page as Program); // every fixture has one
  const partial = (name: string) => link(programs[name] as Program); // as its page names it
  const left = evaluatePartially(page, () => ({ escape: true, partial, shared }), new Map());
  return { ...programs, page: JSON.parse(JSON.stringify(left.program)) };
}

function ours(fixture: Fixture, programs: Record<string, Program>): Render {
  const templates = new Map<string, Template>();
  const partial = (name: string): Template => {
    let template = templates.get(name);
    if (!template) {
      const program = programs[name];
      if (!program) throw new Error(`There is no template ${name}.`);
      template = link(program);
      templates.set(name, template);
    }
    return template;
  };
  const env: RenderEnv = { escape: true, partial, shared: { ...fixture.data, query: {} } };
  return () => render(partial('page'), {}, env).output;
}

/** Given a locale, which saves it a lookup with `Intl` at each construction. */
function liquid(fixture: Fixture, templates: Record<string, string>): Render {
  const engine = new Liquid({
    cache: true,
    templates,
    outputEscape: 'escape',
    locale: 'en-US',
    timezoneOffset: 0,
  });
  const page = engine.parseFileSync('page');
  return () => String(engine.renderSync(page, fixture.data));
}

function handlebars(fixture: Fixture): Render {
  const engine = Handlebars.create();
  engine.registerHelper({ ...EXPRESSIONS, ...HELPERS });
  const sources = templatesOf(fixture.name, 'hbs');
  for (const [name, source] of Object.entries(sources)) engine.registerPartial(name, engine.compile(source));
  const page = engine.compile(sources.page);
  return () => page(fixture.data);
}

function nunjucksPage(fixture: Fixture): Render {
  const sources = templatesOf(fixture.name, 'njk');
  const engine = new nunjucks.Environment(loaderOf(sources), { autoescape: true });
  for (const [name, helper] of Object.entries(HELPERS)) engine.addGlobal(name, helper);
  for (const name of Object.keys(sources)) engine.getTemplate(name, true);
  const page = engine.getTemplate('page');
  return () => page.render(fixture.data);
}

function loaderOf(sources: Record<string, string>): nunjucks.ILoader {
  return { getSource: (name) => ({ src: sources[name] ?? '', path: name, noCache: false }) };
}

function eta(fixture: Fixture): Render {
  const engine = new Eta({ autoEscape: true, autoTrim: false });
  for (const [name, source] of Object.entries(templatesOf(fixture.name, 'eta')))
    engine.loadTemplate(`@${name}`, source);
  const data = { ...HELPERS, ...fixture.data };
  return () => engine.render('@page', data);
}
