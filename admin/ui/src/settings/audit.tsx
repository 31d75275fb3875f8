import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type AuditEntry, readAudit } from '../api/history.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Time } from '../parts/time.tsx';
import { href } from '../shell/route.ts';

/** What an entry is about; of a write, each file leads to the version that it made. */
function ofWhat({ detail, files }: AuditEntry) {
  if (!files || files.length === 0) return detail;
  const isAll = !detail.includes(', and ');
  return (
    <>
      {files.map(({ path, version }, index) => (
        <span key={version}>
          {index > 0 && ', '}
          <a href={href({ view: 'history', path, version })}>{path}</a>
        </span>
      ))}
      {!isAll && detail.slice(detail.lastIndexOf(', and '))}
    </>
  );
}

/** Who did what, newest first. */
export function SettingsAudit() {
  const entries = useSignal<readonly AuditEntry[] | null>(null);
  const next = useSignal<number | null>(null);
  const problem = useSignal('');
  const load = async (cursor?: number) => {
    try {
      const found = await readAudit(cursor);
      entries.value = [...(cursor === undefined ? [] : (entries.value ?? [])), ...found.entries];
      next.value = found.cursor;
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  // Once, when it opens
  useEffect(() => {
    void load();
  }, []);
  if (problem.value) return <p class="note bad">{problem.value}</p>;
  if (!entries.value) return <p class="soft">Reading…</p>;
  if (entries.value.length === 0)
    return <p class="note">Nothing is logged yet. Changes, publishes and sign-ins will be listed here.</p>;
  return (
    <>
      <DataTable
        items={entries.value}
        keyOf={({ id }) => id}
        columns={[
          { name: 'When', cell: ({ at }) => <Time at={at} /> },
          { name: 'Who', cell: ({ author }) => author },
          { name: 'What', cell: ({ action }) => action },
          { name: 'Of what', class: 'mono', cell: ofWhat },
        ]}
      />
      {next.value !== null && (
        <div>
          <button type="button" class="button" onClick={() => void load(next.value ?? undefined)}>
            Older
          </button>
        </div>
      )}
    </>
  );
}
