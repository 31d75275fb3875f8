import { escapeMarkup } from '../../liquid/run/output/escape.ts';
import type { OpenPreview } from '../../schema/preview.ts';

const BAR =
  'position:fixed;z-index:2147483647;inset:auto 0 0 0;margin:0;padding:.5rem 1rem;display:flex;gap:1rem;' +
  'font:14px/1.4 system-ui,sans-serif;background:#10222b;color:#fff;box-shadow:0 0 8px #0006';
const LINK = 'color:#9fe3ff';

/** A bar at the end of every previewed page: what is shown, until when, and links to the inspector and out of the preview. */
export function banner({ label, expires }: OpenPreview, url: URL): string {
  const inspect = `${url.pathname}?${new URLSearchParams([...url.searchParams, ['inspect', '']])}`;
  const until = new Date(expires).toISOString().slice(0, 16).replace('T', ' ');
  return `<aside aria-label="Preview" style="${BAR}"><strong>Preview: ${escapeMarkup(label)}</strong>
<span>until ${until} UTC</span> <a style="${LINK}" href="${escapeMarkup(inspect)}">Inspect</a>
<a style="${LINK};margin-left:auto" href="/_preview/leave">Leave preview</a></aside>
<script src="/_preview/live.js" defer></script>
`;
}
