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
(() => {
  const site = location.href.slice(0, location.href.indexOf('/', 8)), host = parent;
  let shown = '';
  const tell = (message) => host.postMessage(message, '*');
  const draw = ({ source, data }) => {
    if (source !== host || !data || data.meniscus !== 'show') return;
    const at = data.url === shown ? [scrollX, scrollY] : [0, 0];
    shown = data.url;
    const base = '<base href="' + (site + shown).replace(/[&"<]/g, '') + '">';
    const head = /<head[^>]*>/i.exec(data.html);
    const end = head ? head.index + head[0].length : 0;
    document.open();
    listen();
    document.write(end ? data.html.slice(0, end) + base + data.html.slice(end) : data.html);
    document.close();
    scrollTo({ left: at[0], top: at[1], behavior: 'instant' });
  };
  const click = (event) => {
    const link = event.target.closest && event.target.closest('a[href],area[href]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const [path, hash] = link.href.split('#');
    if (hash !== undefined && path === (site + shown).split('#')[0]) {
      const target = document.getElementById(decodeURIComponent(hash));
      if (target) target.scrollIntoView();
    } else if (link.href.startsWith(site + '/')) tell({ meniscus: 'go', url: path.slice(site.length) });
  };
  const listen = () => {
    addEventListener('message', draw);
    addEventListener('click', click);
    addEventListener('submit', (event) => event.preventDefault(), true);
  };
  listen();
  tell({ meniscus: 'ready' });
})();
</script>`;
