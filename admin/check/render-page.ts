import { TemplateError } from '../../liquid/error.ts';
import { LIMITS } from '../../liquid/run/budget.ts';
import type { Profile } from '../../liquid/run/frame.ts';
import type { Template } from '../../liquid/run/link.ts';
import { profileLines } from '../../liquid/run/profile.ts';
import { log } from '../../release/log.ts';
import { type Plan, planPage } from '../../release/plan.ts';
import type { Manifest } from '../../release/read-manifest.ts';
import { loadPage, type Rendered, renderPage } from '../../release/render.ts';
import { type Requested, RequestObject } from '../../release/request-object.ts';
import { type UpstreamAnswer, UpstreamAnswers } from '../../release/upstream-answers.ts';
import type { Read, Working } from '../../release/working.ts';
import type { Shown } from '../../schema/content/addresses.ts';
import { blockKey } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey } from '../../schema/content/records.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { FullPageRecord, PageRecord } from '../../schema/manifest.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { Fetches } from '../../schema/page.ts';
import { finding } from '../../site/check/finding.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';
import { madeOnce } from '../../site/made-once.ts';
import type { Assembled } from './assembled.ts';
import type { PageUrl } from './links/page-url.ts';

/** A page to render and all that it is rendered with. */
export interface RenderInput {
  readonly page: string;
  readonly url: PageUrl;
  readonly params: Readonly<Record<string, string>>;
  /** Of an address that follows from an entry or a list. */
  readonly shown?: Shown | undefined;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Upstream answers by fetch name: data, or undefined where the upstream failed. */
  readonly fetched: ReadonlyMap<string, unknown>;
  readonly now: () => number;
  readonly profile?: boolean;
  /** Rendered in place of the page's program. */
  readonly residual?: Template;
  /** Collects what it is made of. */
  readonly reads?: Read[];
}

/** The status that a page has where its address asks for none of its own, as the site Worker has it: what its front matter says. */
export const statusOf = ({ status }: Pick<FullPageRecord, 'status'>, asked: number): number =>
  asked === 200 && typeof status === 'number' ? status : asked;

/** How often the tags of each line ran, by template and line. */
export type Lines = Readonly<Record<string, Readonly<Record<string, number>>>>;

export type RenderOutcome =
  | {
      readonly rendered: Rendered;
      readonly record: FullPageRecord;
      readonly lines: Lines;
      /** Large collections of which it loaded every block, and how many those are. */
      readonly whole: readonly (readonly [collection: string, blocks: number])[];
      /** What it asked of records of collections, where it was collected what it is made of. */
      readonly asked: ReadonlySet<string>;
      /** Whether it looks for an entry that is not there. */
      readonly unfound: boolean;
    }
  | { readonly notFound: true }
  | { readonly failed: Diagnostic };

/** Renders one page of an assembled site with the site Worker's own code. */
export async function tryRender(site: Assembled, input: RenderInput): Promise<RenderOutcome> {
  const plan = planPage(site.store, site.manifest, input.page);
  if (!plan) return { failed: finding(input.page, 'missing_file', `${input.page} does not exist`) };
  try {
    const working = site.working(input.reads);
    const asked = new Set<string>();
    if (input.reads) working.asked = asked;
    await loadPage(working, plan, input);
    const rendered = await render(working, plan, input);
    return {
      rendered,
      record: plan.page,
      lines: linesOf(working, rendered.profile),
      whole: wholeIn(working),
      asked,
      unfound: working.unfound,
    };
  } catch (error) {
    if (error instanceof NotFound) return { notFound: true };
    if (error instanceof TemplateError) return { failed: toDiagnostic(error, input.page) };
    return { failed: ours(error, input.page) };
  }
}

/** Blocks from which on it matters that a page reads all of a collection: 256 KB. */
const MANY = 8;

function wholeIn(working: Working): (readonly [string, number])[] {
  return collectionsOf(working.manifest).flatMap((key) => {
    if (!working.has(key)) return [];
    const { name, blocks } = working.data(key) as CollectionRecord; // site/release/layout made it
    const list = blocks?.list ?? [];
    const isWhole =
      list.length >= MANY && list.every(([, , slug], at) => working.has(blockKey(name, at, slug)));
    return isWhole ? [[name, list.length] as const] : [];
  });
}

const collectionsOf = madeOnce((manifest: Manifest): readonly string[] => manifest.keys(collectionKey('')));

/** What a failed render took is not known: it may have been all of its budget. */
export function operationsOf(outcome: RenderOutcome): number {
  return 'rendered' in outcome ? outcome.rendered.operations : LIMITS.operations;
}

/** Operations that a render is as long as, whatever it does. */
export const FIXED = 500;
/** Characters of a text, or of a page that is looked through, that take as long as an operation. */
const CHARACTERS = 10;

/** What a render took, in operations: with what was read for it, and what is done with its body. */
export function workOf(site: Assembled, outcome: RenderOutcome): number {
  const body = 'rendered' in outcome ? outcome.rendered.body.length : 0;
  return operationsOf(outcome) + FIXED + (body + site.takeRead()) / CHARACTERS;
}

function linesOf(working: Working, profile: Profile = new Map()): Lines {
  const templates = [...profile.keys()].map((name) => {
    const template = working.template(name);
    return [name, template ? Object.fromEntries(profileLines(profile, template.program)) : {}] as const;
  });
  return Object.fromEntries(templates);
}

function render(
  working: Working,
  plan: Plan,
  { url, params, shown, status, headers = {}, fetched, now, profile, residual }: RenderInput,
) {
  const answers = [...fetched].map(([name, data]) => [name, upstreamAnswer(data)] as const);
  const request = new RequestObject(requested(url, headers), url.href, () => 'preview', plan.page.request);
  return renderPage(working, plan, {
    request,
    path: url.pathname,
    params,
    shown,
    status: statusOf(plan.page, status),
    answers: answers.length > 0 ? new UpstreamAnswers(new Map(answers)) : undefined,
    now,
    nonce: 'preview',
    profile,
    residual,
  });
}

/** A request without headers: to make one takes as long as a short page. */
const BARE: Requested = { method: 'GET', headers: new Headers() };

const requested = ({ href }: PageUrl, headers: Readonly<Record<string, string>>): Requested =>
  Object.keys(headers).length === 0 ? BARE : new Request(href, { headers });

function upstreamAnswer(data: unknown): UpstreamAnswer {
  const ok = data !== undefined;
  return { ok, status: ok ? 200 : 0, data: ok ? data : null, source: 'asked', ms: 0, url: 'sample:' };
}

/** All fetches of a page on a route. */
export function fetchesOf(site: Assembled, page: string, ofRoute: Fetches = {}): Fetches {
  return { ...site.manifest.record<PageRecord>(page)?.fetch, ...ofRoute };
}

function toDiagnostic(error: TemplateError, page: string): Diagnostic {
  const at = { offset: 0, line: 1, column: 1 };
  const chain = error.chain.map(({ template, line }) => `${template}:${line}`).join(' -> ');
  const start = error.start ?? at;
  return {
    severity: 'error',
    code: error.code,
    message: error.message,
    path: error.template || page,
    start,
    end: error.end ?? start,
    ...(chain && { help: `Called from ${chain}.` }),
  };
}

/** An error that is not the template's fault: reported, and logged for us. */
function ours(error: unknown, page: string): Diagnostic {
  const message = messageOf(error);
  const stack = error instanceof Error ? error.stack : undefined;
  log('error', { at: 'render', page, message, stack });
  return finding(
    page,
    'internal',
    `Meniscus failed to render this page, which is not the page's fault: ${message}`,
  );
}
