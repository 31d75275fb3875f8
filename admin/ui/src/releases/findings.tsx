import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { plural, sentence } from '../parts/words.ts';
import { isForContent, mayWrite } from '../session/may.ts';
import { closeDialog } from '../shell/dialogs.ts';
import './findings.css';

/** Diagnostics of several files, by file; each leads to its place. */
export function Findings({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const shown = diagnostics.filter(isMine);
  const others = diagnostics.length - shown.length;
  const note = others > 0 && <p class="soft">A developer has {plural(others, 'warning')} to look at.</p>;
  if (shown.length === 0) return note || null;
  const byPath = Map.groupBy(shown, ({ path }) => path ?? 'The site');
  const errors = shown.filter(({ severity }) => severity === 'error').length;
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
      {note}
    </section>
  );
}

/** Who only writes can mend nothing in templates and settings of collections: what keeps nothing from being published there is for others. */
const isMine = ({ severity, path = '' }: Diagnostic): boolean =>
  severity === 'error' || !isForContent.value || mayWrite(path);
