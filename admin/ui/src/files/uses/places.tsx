import type { Place } from '../../api/usages.ts';
import { target } from '../../editor/panes.ts';
import { openFile } from '../../editor/tabs.ts';
import { closeDialog } from '../../shell/dialogs.ts';
import '../../search/search.css';

/** Places in files, by file; each leads there. */
export function Places({ places }: { places: readonly Place[] }) {
  return (
    <ul class="results">
      {[...Map.groupBy(places, ({ path }) => path)].map(([path, found]) => (
        <li key={path}>
          <h3 class="mono">{path}</h3>
          {found.map(({ line, column, text, at, length }) => (
            <button
              key={`${line}:${column}`}
              type="button"
              onClick={() => {
                closeDialog();
                target.value = { path, line, column };
                openFile(path);
              }}
            >
              <span class="where">{line}</span>
              <code class="ellipsis">
                {text.slice(0, at).trimStart()}
                <mark>{text.slice(at, at + length)}</mark>
                {text.slice(at + length)}
              </code>
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}
