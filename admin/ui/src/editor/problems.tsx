import { Icon } from '../parts/icon.tsx';
import { sentence } from '../parts/words.ts';
import type { Doc } from './docs.ts';
import { target } from './panes.ts';

/** What is wrong with the open file. */
export function Problems({ doc }: { doc: Doc }) {
  const found = doc.diagnostics.value;
  return (
    <section class="problems" aria-label="Problems">
      {found.length === 0 && <p class="none">No problems found in this file.</p>}
      <ul>
        {found.map(({ severity, message, help, start }) => (
          <li key={`${start.offset}:${message}`} class={severity}>
            <button
              type="button"
              onClick={() => {
                target.value = { path: doc.path, line: start.line, column: start.column };
              }}
            >
              <Icon name={severity === 'error' ? 'error' : 'warning'} />
              <span class="where">
                {start.line}:{start.column}
              </span>
              <span>
                {help ? sentence(message) : message} {help && <span class="soft">{help}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
