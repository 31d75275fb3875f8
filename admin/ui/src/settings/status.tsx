import { useEffect } from 'preact/hooks';
import { size, Time } from '../parts/time.tsx';
import { online, people } from '../session/events.ts';
import { files, loadStatus, siteUrl, status } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';

const LIMITS: ReadonlyMap<string, string> = new Map([
  ['textBytes', 'One text file'],
  ['assetBytes', 'One asset'],
  ['programBytes', 'One compiled template'],
  ['frontMatterBytes', 'Front matter'],
  ['pathCharacters', 'Characters of a path'],
  ['filesPerSite', 'Files'],
  ['packBytes', 'A site that loads in one read'],
  ['upstreamsPerPage', 'Upstreams of a page'],
  ['upstreamBytes', 'One upstream answer'],
]);

/** How the site is, and how far it may grow. */
export function SettingsStatus() {
  useEffect(() => {
    loadStatus().catch(sayError);
  }, []);
  const now = status.value;
  if (!now) return <p class="soft">Reading…</p>;
  const bytes = [...files.value.values()].reduce((sum, file) => sum + file.size, 0);
  const facts: [string, preact.ComponentChildren][] = [
    ['Site', now.site],
    ['Visitors see it at', <a href={siteUrl.value}>{siteUrl.value}</a>],
    ['Live since', now.live ? <Time at={now.live.since} /> : 'not published yet'],
    ['Everywhere by', now.live ? <Time at={now.live.everywhereBy} /> : '–'],
    ['Files', `${now.files} of ${now.limits.filesPerSite?.toLocaleString('en')}, ${size(bytes)}`],
    ['Connection', online.value ? `open; ${people.value.length} here` : 'lost; trying again'],
  ];
  return (
    <>
      <Table caption="Status" rows={facts} />
      <Table
        caption="Limits"
        rows={Object.entries(now.limits).map(([name, value]): [string, string] => [
          LIMITS.get(name) ?? name,
          name.endsWith('Bytes') ? size(value) : value.toLocaleString('en'),
        ])}
      />
      <p class="soft">
        The HTTP API does all that this editor does: <a href="/api/docs">its documentation</a>.
      </p>
    </>
  );
}

function Table({ caption, rows }: { caption: string; rows: readonly [string, preact.ComponentChildren][] }) {
  return (
    <section class="stack">
      <h2>{caption}</h2>
      <div class="table">
        <table>
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
