// Draws in the preview's frame what the editor sends; see ../shell.ts for the messages.
(() => {
  const site = location.href.slice(0, location.href.indexOf('/', 8));
  const host = parent;
  let shown = '';
  const tell = (message) => host.postMessage(message, '*');
  const draw = ({ source, data }) => {
    if (source !== host || !data || data.meniscus !== 'show') return;
    const at = data.url === shown ? [scrollX, scrollY] : [0, 0];
    shown = data.url;
    const base = `<base href="${(site + shown).replace(/[&"<]/g, '')}">`;
    const head = /<head[^>]*>/i.exec(data.html);
    const end = head ? head.index + head[0].length : 0;
    document.open();
    listen();
    document.write(end ? data.html.slice(0, end) + base + data.html.slice(end) : data.html);
    document.close();
    scrollTo({ left: at[0], top: at[1], behavior: 'instant' });
  };
  const click = (event) => {
    const link = event.target.closest?.('a[href],area[href]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const [path, hash] = link.href.split('#');
    if (hash !== undefined && path === (site + shown).split('#')[0]) {
      const target = document.getElementById(decodeURIComponent(hash));
      if (target) target.scrollIntoView();
    } else if (link.href.startsWith(`${site}/`)) tell({ meniscus: 'go', url: path.slice(site.length) });
  };
  const listen = () => {
    addEventListener('message', draw);
    addEventListener('click', click);
    addEventListener('submit', (event) => event.preventDefault(), true);
  };
  listen();
  tell({ meniscus: 'ready' });
})();
