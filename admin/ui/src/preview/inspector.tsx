import type { RenderResponse } from '../api/render.ts';
import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { size } from '../parts/time.tsx';
import { status } from '../session/site.ts';
import { answer, took } from './state.ts';

/** Why the page is as it is, and what it costs. */
export function Inspector() {
  const now = answer.value;
  if (!now) return null;
  const lines = busiest(now.lines ?? {});
  const facts: [string, string][] = [
    ['Status', String(now.status)],
    // Of a page that could not be rendered nothing else is known.
    ...(now.body === null ? [] : factsOf(now)),
    ['Preview took', `${took.value} ms`],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="inspector" aria-label="Why the page is so" tabIndex={0}>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {lines.length > 0 && <h3>Operations by line</h3>}
      <ul>
        {lines.map(({ path, line, operations }) => (
          <li key={`${path}:${line}`}>
            <button
              type="button"
              onClick={() => {
                target.value = { path, line, column: 1 };
                openFile(path);
              }}
            >
              <span class="mono grow ellipsis">
                {path}:{line}
              </span>
              <span>{operations}×</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function factsOf(now: RenderResponse): [string, string][] {
  return [
    ['Answered by', now.page ?? 'no page'],
    ['Parameters', list(Object.entries(now.params ?? {}).map(([name, value]) => `${name} = ${value}`))],
    ['Filled from', list(Object.entries(now.samples ?? {}).map(([name, path]) => `${name}: ${path}`))],
    ['Differs by', now.reads?.length ? now.reads.join(', ') : 'nothing: made once for each release'],
    ['Operations', `${(now.operations ?? 0).toLocaleString('en')} of ${limit('operations')}`],
    ['Size', size(now.bytes ?? 0)],
  ];
}

const list = (items: readonly string[]) => (items.length > 0 ? items.join(', ') : 'none');

function limit(name: string): string {
  const limits = new Map(Object.entries(status.value?.limits ?? {}));
  return (limits.get(name) ?? 1_000_000).toLocaleString('en');
}

/** The lines that ran most often. */
function busiest(lines: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  return Object.entries(lines)
    .flatMap(([path, counts]) =>
      Object.entries(counts).map(([line, operations]) => ({ path, line: Number(line), operations })),
    )
    .sort((a, b) => b.operations - a.operations)
    .slice(0, 12);
}
