import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { sentence } from '../parts/words.ts';
import { settledErrors } from './settled-errors.ts';
import { answer, shown } from './state.ts';

/** What is wrong with the page that is previewed, in whichever file; a click leads there. */
export function PreviewErrors() {
  const now = answer.value;
  const found = settledErrors.value;
  if (found.length === 0) return null;
  return (
    <section class="preview-errors" aria-label="Errors of the page" role="status">
      {now?.body === null && (
        <p>The page can’t be rendered now.{shown.value?.html && ' Above is how it was before.'}</p>
      )}
      <ul>
        {found.slice(0, 5).map(({ path, message, help, start }) => (
          <li key={`${path}${start.offset}${message}`}>
            <button
              type="button"
              onClick={() => {
                if (!path) return;
                target.value = { path, line: start.line, column: start.column };
                openFile(path);
              }}
            >
              <Icon name="error" />
              <span>
                {help ? sentence(message) : message} {help}
                <br />
                <span class="mono">
                  {path}:{start.line}:{start.column}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
