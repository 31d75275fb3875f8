import { isRecord } from '../../../../schema/record.ts';

/** A row of the list of redirects, as it is typed: it may be empty or half done. */
export interface RedirectRow {
  /** Tells rows apart while they change. */
  readonly id: number;
  readonly from: string;
  readonly to: string;
}

/** What the form shows of site.yaml. */
export interface SiteFields {
  readonly title: string;
  readonly timezone: string;
  readonly csp: string;
  readonly layout: string;
  readonly redirects: readonly RedirectRow[];
}

let lastId = 0;

export function emptyRow(): RedirectRow {
  return { id: ++lastId, from: '', to: '' };
}

/** The fields of a parsed site.yaml. What has another shape than the form can show is left out. */
export function readFields(data: unknown): SiteFields {
  const site = record(data);
  return {
    title: text(site.title),
    timezone: text(site.timezone),
    csp: text(site.csp),
    layout: text(record(site.defaults).layout),
    redirects: Object.entries(record(site.redirects)).map(([from, target]) => ({
      ...emptyRow(),
      from,
      to: typeof target === 'string' ? target : text(record(target).to),
    })),
  };
}

/** What keeps a row from being saved, and in which of its inputs; undefined when it is whole or empty. */
export function rowProblem(
  row: RedirectRow,
  rows: readonly RedirectRow[],
): { readonly input: 'from' | 'to'; readonly message: string } | undefined {
  const from = row.from.trim();
  const to = row.to.trim();
  if (from === '' && to === '') return undefined;
  if (from === '') return { input: 'from', message: 'Say which address leads there, such as /old.' };
  if (!from.startsWith('/')) return { input: 'from', message: 'An address begins with /, such as /old.' };
  if (to === '') return { input: 'to', message: `Say where ${from} leads, such as /new.` };
  const first = rows.find((other) => other.from.trim() === from);
  if (first && first.id !== row.id)
    return { input: 'from', message: `${from} is in the list above already.` };
  return undefined;
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
