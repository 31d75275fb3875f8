import { escapeMarkup } from '../../liquid/run/output/escape.ts';
import { profileLines } from '../../liquid/run/profile.ts';
import { readsOf } from '../../release/reads-of.ts';
import type { Rendered } from '../../release/render.ts';
import type { Read, Working } from '../../release/working.ts';
import type { OpenPreview } from '../../schema/preview.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import type { Trace } from './trace.ts';

/** A page of a preview and what happened while it was made. */
interface Inspected {
  readonly open: OpenPreview;
  readonly url: URL;
  readonly id: string;
  readonly trace: InspectorTrace;
  /** Milliseconds waited, for storage and for upstreams. */
  readonly waits: Readonly<Record<string, number>>;
}

/** A trace that keeps what the inspector shows. */
export class InspectorTrace implements Trace {
  readonly reads: Read[] = [];
  readonly profiled: boolean;
  declare route?: Trace['route'];
  declare params?: Trace['params'];
  declare page?: string;
  declare partly?: boolean;
  /** Whether visitors get it from a pack of bodies. */
  made = false;
  declare upstreams?: Trace['upstreams'];
  operations = 0;
  /** Bytes of the body. */
  bytes = 0;
  /** How often the tags of each line ran, by template and line. */
  lines: Readonly<Record<string, Readonly<Record<string, number>>>> = {};
  /** READS and FLAG bits. */
  flags = 0;

  constructor(profiled: boolean) {
    this.profiled = profiled;
  }

  rendered(working: Working, { body, flags, operations, profile = new Map() }: Rendered): void {
    const lines = [...profile.keys()].flatMap((name) => {
      const template = working.template(name);
      return template ? [[name, Object.fromEntries(profileLines(profile, template.program))]] : [];
    });
    Object.assign(this, { flags, operations, bytes: utf8Length(body), lines: Object.fromEntries(lines) });
  }
}

/** Responds with what happened while a page was made: as JSON if the client accepts that, else as a page. */
export function inspect(request: Request, inspected: Inspected): Response {
  const report = JSON.stringify(reportOf(inspected), null, 2);
  const headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };
  if (request.headers.get('accept')?.includes('application/json')) {
    return new Response(report, { headers: { ...headers, 'content-type': 'application/json' } });
  }
  return new Response(pageOf(inspected.url.pathname, report), {
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}

function reportOf({ open, url, id, trace, waits }: Inspected) {
  const { route, params, page, reads, upstreams, flags, operations, bytes, lines } = trace;
  const calls = [...(upstreams ?? [])].map(([name, { data: _, ...call }]) => ({ name, ...call }));
  const dynamic = [...readsOf(flags), ...(calls.length > 0 ? ['fetch'] : [])];
  return {
    request: { id, path: url.pathname, query: url.search },
    release: open.release,
    showing: open.label,
    route: route && { ...route, values: params },
    page,
    made: madeAt(trace),
    kept: dynamic.length === 0 ? 'for all visitors, as long as this release is live' : 'no',
    dynamic,
    waited: waits,
    reads,
    upstreams: calls,
    operations,
    bytes,
    profile: lines,
  };
}

/** How visitors get it while the release is live. */
function madeAt({ route, partly, made }: InspectorTrace): string {
  if (made || (route && 'page' in route && route.ready)) return 'at publish';
  return partly ? 'in part at publish' : 'at the edge';
}

function pageOf(path: string, report: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(path)} inspected</title>
<style>:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif } body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem } pre { overflow: auto; font-size: .9rem }</style>
<h1>Why ${escapeMarkup(path)} is as it is</h1>
<p><a href="${escapeMarkup(path)}">Back to the page</a></p>
<pre>${escapeMarkup(report)}</pre>
</html>
`;
}
