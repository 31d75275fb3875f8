import { utf8Length } from '../../schema/text/utf8.ts';
import type { Page } from './send-built.ts';

const TEXTS: Readonly<Record<number, readonly [title: string, text: string]>> = {
  404: ['Page not found', 'There is nothing at this address.'],
  405: ['Method not allowed', 'This address does not take requests of this kind.'],
  500: ['Something went wrong', 'This page could not be made. It has been noted; please try again later.'],
  502: ['Something went wrong', 'This page could not be made just now. Please try again in a moment.'],
  503: ['Just a moment', 'This site can not answer right now. Please try again in half a minute.'],
};

/** An error page that needs nothing of a site, not even its headers, so that nothing of a site can break it. */
export function lastResort(status: number, id: string): Page {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  const body = fallbackPage(status, id);
  return { status, body, bytes: utf8Length(body), etag: undefined, headers };
}

/** For sites without pages/404.liquid or pages/500.liquid: no template, so nothing in it can fail. */
function fallbackPage(status: number, request: string): string {
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
