import { DRAW } from './scripts.generated.ts';

/** Where the editor's preview frame begins. No page may have this address. */
export const SHELL_PATH = '/_preview/shell';

/**
 * The page that the editor frames, and that draws the HTML which the editor sends it. Its CSP makes its origin opaque,
 * whoever frames it: scripts of the page that is drawn reach neither the site's cookies and storage nor the framer.
 * Messages: `{meniscus: 'ready'}` out; `{meniscus: 'show', html, url}` in; `{meniscus: 'go', url}` out when a link is
 * clicked. Drawing again keeps the scroll position while the address stays the same.
 */
export function previewShell(): Response {
  return new Response(SHELL, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': 'sandbox allow-scripts',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

const SHELL = `<!doctype html><meta charset="utf-8"><title>Preview</title><script>
${DRAW}</script>`;
