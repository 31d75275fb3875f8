import { useEffect } from 'preact/hooks';
import { own } from '../../../../schema/own.ts';
import { size, Time } from '../parts/time.tsx';
import { online, people } from '../session/events.ts';
import { files, loadStatus, siteUrl, status } from '../session/site.ts';
import { attempt } from '../shell/toasts.ts';

const NAMES = {
  textBytes: 'One text file',
  assetBytes: 'One asset',
  programBytes: 'One compiled template',
  frontMatterBytes: 'Front matter',
  pathCharacters: 'Characters of a path',
  filesPerSite: 'Files',
  inlineBytes: 'Templates and data of a site that loads in one read',
  packBytes: 'Templates and data that are read together',
  readyCharacters: 'Characters of pages made at publish that load with the site',
  entriesPerCollection: 'Entries of a collection',
  addresses: 'Addresses of entries and lists',
  addressTable: 'Characters of those addresses in a release',
  compiledAtOnce: 'Texts of a save that are compiled before it is answered',
  upstreamsPerPage: 'Upstreams of a page',
  upstreamBytes: 'One upstream answer',
  recordCharacters: 'Characters of one record of a release',
  blockCharacters: 'Characters of one block of records',
} as const;

const nameOf = (limit: string): string => own<string>(NAMES, limit) ?? words(limit);

/** A name that a server of another version has: `textBytes` as "text bytes". */
const words = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** How the site is, and how far it may grow. */
export function SettingsStatus() {
  useEffect(() => {
    void attempt('status', loadStatus);
  }, []);
  const now = status.value;
  if (!now) return <p class="soft">Reading…</p>;
  const bytes = [...files.value.values()].reduce((sum, file) => sum + file.size, 0);
  const facts: [string, preact.ComponentChildren][] = [
    ['Site', now.site],
    ['Visitors see it at', <a href={siteUrl.value}>{siteUrl.value}</a>],
    ['Live since', now.live ? <Time at={now.live.since} /> : 'not published yet'],
    ['Everywhere by', now.live ? <Time at={now.live.everywhereBy} /> : '–'],
    [
      'Files',
      `${now.files.toLocaleString('en')} of ${now.limits.filesPerSite?.toLocaleString('en')}, ${size(bytes)}`,
    ],
    ['Connection', online.value ? `open; ${people.value.length} here` : 'lost; trying again'],
  ];
  return (
    <>
      <Table caption="Status" rows={facts} />
      <Table
        caption="Limits"
        rows={Object.entries(now.limits).map(([name, value]): [string, string] => [
          nameOf(name),
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
