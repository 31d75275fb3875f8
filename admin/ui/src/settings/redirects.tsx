import { useRef } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { emptyRow, type RedirectRow } from './site-fields.ts';
import type { SiteForm } from './site-form.ts';

/** Old addresses and where they lead, typed row by row: Tab goes on, Enter saves. */
export function Redirects({ form, rows }: { form: SiteForm; rows: readonly RedirectRow[] }) {
  const list = useRef<HTMLFieldSetElement>(null);
  const change = (redirects: readonly RedirectRow[]) => form.change({ redirects });
  const add = () => {
    change([...rows, emptyRow()]);
    // The row has to be drawn first.
    requestAnimationFrame(() => {
      const drawn = list.current?.querySelectorAll('.pair') ?? [];
      [...drawn].at(-1)?.querySelector('input')?.focus();
    });
  };
  return (
    <fieldset ref={list} class="redirects">
      <legend>Redirects</legend>
      {rows.map((row, at) => (
        <Row
          key={row.id}
          row={row}
          number={at + 1}
          problem={form.rowProblems.value.get(row.id)}
          change={(next) => change(rows.map((other) => (other.id === row.id ? next : other)))}
          remove={() => change(rows.filter((other) => other.id !== row.id))}
        />
      ))}
      <div>
        <button type="button" class="button small" onClick={add}>
          <Icon name="plus" /> Add a redirect
        </button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly row: RedirectRow;
  readonly number: number;
  readonly problem: { readonly input: 'from' | 'to'; readonly message: string } | undefined;
  change(row: RedirectRow): void;
  remove(): void;
}

function Row({ row, number, problem, change, remove }: RowProps) {
  const id = `redirect-${row.id}-problem`;
  const input = (name: 'from' | 'to', placeholder: string) => (
    <input
      class="input mono"
      aria-label={`Redirect ${number} ${name}`}
      placeholder={placeholder}
      value={row[name]}
      autocapitalize="off"
      autocomplete="off"
      spellcheck={false}
      aria-invalid={problem?.input === name}
      aria-describedby={id}
      onInput={(event) => change({ ...row, [name]: event.currentTarget.value })}
    />
  );
  return (
    <div class="pair">
      {input('from', '/old')}
      {input('to', '/new')}
      <button
        type="button"
        class="icon-button"
        aria-label={row.from ? `Remove the redirect from ${row.from}` : `Remove redirect ${number}`}
        onClick={remove}
      >
        <Icon name="trash" />
      </button>
      <p id={id} class="hint pair-problem" hidden={!problem}>
        {problem?.message}
      </p>
    </div>
  );
}
