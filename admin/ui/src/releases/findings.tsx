import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { sentence } from '../parts/sentence.ts';
import { closeDialog } from '../shell/dialogs.ts';
import './findings.css';

/** Diagnostics of several files, by file; each leads to its place. */
export function Findings({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  if (diagnostics.length === 0) return null;
  const byPath = Map.groupBy(diagnostics, ({ path }) => path ?? 'The site');
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return (
    <section class="stack">
      <h3>
        {errors > 0
          ? `${errors} to mend before this can be published`
          : 'Worth a look; none keeps it from being published'}
      </h3>
      <ul class="findings">
        {[...byPath].map(([path, found]) => (
          <li key={path}>
            <h4 class="mono">{path}</h4>
            {found.map((one) => (
              <button
                key={`${one.start.offset}${one.message}`}
                type="button"
                class={one.severity}
                onClick={() => {
                  closeDialog();
                  target.value = { path, line: one.start.line, column: one.start.column };
                  openFile(path);
                }}
              >
                <Icon name={one.severity === 'error' ? 'error' : 'warning'} />
                <span class="where">{one.start.line}</span>
                <span>
                  {one.help ? sentence(one.message) : one.message} <span class="soft">{one.help}</span>
                </span>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
