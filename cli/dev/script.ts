/** Where the page of `dev` gets its own things. No page of a site has such an address. */
export const OWN = '/_meniscus-dev';

/**
 * Runs in the page: reloads it when a save has arrived, and draws over it what is wrong with the last one. The drawing is
 * in a shadow root with a sheet of its own, which the page's styles and policy leave alone.
 */
export const SCRIPT = `(() => {
  const source = new EventSource('${OWN}/events');
  let version, panel;
  const draw = (text) => {
    if (panel) panel.remove();
    panel = undefined;
    if (!text) return;
    panel = document.createElement('meniscus-problem');
    const root = panel.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host{all:initial;position:fixed;inset:auto 0 0 0;z-index:2147483647}pre{margin:0;max-height:60vh;overflow:auto;padding:1rem 1.25rem;background:#1d0f12;color:#ffe3e3;border-top:3px solid #ff5a5f;font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap}');
    root.adoptedStyleSheets = [sheet];
    const pre = document.createElement('pre');
    pre.textContent = text;
    root.append(pre);
    document.documentElement.append(panel);
  };
  source.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (version !== undefined && said.version !== version) return location.reload();
    version = said.version;
    draw(said.problem);
  };
})();
`;
