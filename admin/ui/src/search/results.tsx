import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { files } from '../session/site.ts';
import { asRegex, hits, MOST_HITS, replacement } from './find-in-files.ts';
import type { Hit } from './hits.ts';
import { keyOf, leftOut } from './replace-in-files.ts';

/** What was found, by file; with what would be written in its place, once something is typed for that. */
export function Results() {
  const shown = (hits.value ?? []).slice(0, MOST_HITS);
  const byPath = Map.groupBy(shown, ({ path }) => path);
  return (
    <ul class="results">
      {[...byPath].map(([path, found]) => (
        <li key={path}>
          <h2 class="row">
            <Icon name={files.value.get(path)?.kind ?? 'page'} />
            <span class="mono">{path}</span>
          </h2>
          <ul>
            {found.map((hit) => (
              <li key={keyOf(hit)} class="row">
                {replacement.value !== '' && <Wanted hit={hit} />}
                <Line hit={hit} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Whether a place is to be replaced. */
function Wanted({ hit }: { hit: Hit }) {
  const key = keyOf(hit);
  return (
    <label class="pick">
      <input
        type="checkbox"
        aria-label={`Replace in line ${hit.line} of ${hit.path}`}
        checked={!leftOut.value.has(key)}
        onChange={(event) => {
          const next = new Set(leftOut.value);
          if (event.currentTarget.checked) next.delete(key);
          else next.add(key);
          leftOut.value = next;
        }}
      />
    </label>
  );
}

/** Characters of a line that are shown behind a hit. */
const BEHIND = 200;

function Line({ hit }: { hit: Hit }) {
  const { path, line, column, text, at, length } = hit;
  const isReplaced = replacement.value !== '' && !leftOut.value.has(keyOf(hit));
  return (
    <button
      type="button"
      class="grow"
      onClick={() => {
        target.value = { path, line, column };
        openFile(path);
      }}
    >
      <span class="where">{line}</span>
      <code class="ellipsis">
        {text.slice(0, at).trimStart()}
        {isReplaced ? <del>{text.slice(at, at + length)}</del> : <mark>{text.slice(at, at + length)}</mark>}
        {isReplaced && <ins>{asRegex.value ? hit.replaced : replacement.value}</ins>}
        {text.slice(at + length, at + BEHIND)}
      </code>
    </button>
  );
}
