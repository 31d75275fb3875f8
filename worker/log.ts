import { TemplateError } from '../liquid/error.ts';
import { messageOf } from '../schema/message-of.ts';

const TEXTS: Readonly<Record<number, readonly [title: string, text: string]>> = {
  404: ['Page not found', 'There is nothing at this address.'],
  405: ['Method not allowed', 'This address does not take requests of this kind.'],
  500: ['Something went wrong', 'This page could not be made. It has been noted; please try again later.'],
  502: ['Something went wrong', 'This page could not be made just now. Please try again in a moment.'],
  503: ['Just a moment', 'This site can not answer right now. Please try again in half a minute.'],
};

/** The page of last resort, for sites without pages/404.liquid or pages/500.liquid: no template, nothing that can fail. */
export function fallbackPage(status: number, request: string): string {
  const [title, text] = TEXTS[status] ?? ['Error', `The answer was ${status}.`];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
body { max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.6rem; margin: 0 }
small { opacity: .7 }
</style>
<h1>${title}</h1>
<p>${text}</p>
<p><small>${status} · request ${request}</small></p>
</html>
`;
}

/** The page of a Worker to which nothing was published yet. */
export const NOTHING_PUBLISHED =
  'Nothing is published here yet. Upload a site through the admin API and publish it.\n';

/** What the log says of a failed request: one JSON object a line. Visitors see none of it. */
export function logError(
  request: string,
  address: string,
  error: unknown,
  waits?: Readonly<Record<string, number>>,
): void {
  const place =
    error instanceof TemplateError
      ? {
          code: error.code,
          template: error.template,
          line: error.start?.line,
          column: error.start?.column,
          chain: error.chain,
        }
      : { stack: error instanceof Error ? error.stack : undefined };
  const message = messageOf(error);
  const timing = waits && { waited: waits };
  console.error(
    JSON.stringify({
      level: 'error',
      request,
      path: new URL(address).pathname,
      message,
      ...place,
      ...timing,
    }),
  );
}

/** What the log says of an upstream that failed: what was asked, why it failed, what was used instead. */
export function logUpstream(
  request: string,
  url: URL,
  { status, problem }: { readonly status: number; readonly problem?: string },
  source: string,
): void {
  const message = problem ?? `it answered ${status}`;
  const used = source === 'stale' ? 'the last good answer' : 'nothing';
  console.warn(JSON.stringify({ level: 'warn', request, upstream: url.href, message, used }));
}
