import { useEffect, useRef } from 'preact/hooks';
import { target } from '../editor/panes.ts';
import { openFile } from '../editor/tabs.ts';
import { Icon } from '../parts/icon.tsx';
import { files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { type Hit, hits, MOST_HITS, matchCase, query, search, searched } from './find-in-files.ts';
import './search.css';

/** Finds a text in all files. */
export function Search() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => search().catch(sayError), 160);
    return () => clearTimeout(timer);
  }, [query.value, matchCase.value]);
  return (
    <div class="page">
      <div class="inner">
        <h1>Find in all files</h1>
        <div class="row wrap">
          <input
            class="input search-input mono"
            type="search"
            aria-label="Text to find"
            placeholder="Text to find"
            ref={input}
            value={query.value}
            onInput={(event) => {
              query.value = event.currentTarget.value;
            }}
          />
          <label class="row">
            <input
              type="checkbox"
              checked={matchCase.value}
              onChange={(event) => {
                matchCase.value = event.currentTarget.checked;
              }}
            />
            Match case
          </label>
        </div>
        <p role="status" class="soft">
          {summary()}
        </p>
        <Results />
      </div>
    </div>
  );
}

function summary(): string {
  if (searched.value) return `Reading ${searched.value.done} of ${searched.value.all} files…`;
  const found = hits.value;
  if (!found) return 'Type what to find. Unsaved changes are searched as well.';
  if (found.length === 0) return `No file has “${query.value}”.`;
  const inFiles = new Set(found.map(({ path }) => path)).size;
  const more = found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : '';
  return `${found.length} lines in ${inFiles} files${more}`;
}

function Results() {
  const byPath = Map.groupBy((hits.value ?? []).slice(0, MOST_HITS), ({ path }) => path);
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
              <li key={hit.line}>
                <Line hit={hit} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Characters before a hit that are shown. */
const BEFORE = 60;

function Line({ hit }: { hit: Hit }) {
  const { path, line, column, text, length } = hit;
  const at = column - 1;
  const from = Math.max(0, at - BEFORE);
  return (
    <button
      type="button"
      onClick={() => {
        target.value = { path, line, column };
        openFile(path);
      }}
    >
      <span class="where">{line}</span>
      <code class="ellipsis">
        {from > 0 && '…'}
        {text.slice(from, at).trimStart()}
        <mark>{text.slice(at, at + length)}</mark>
        {text.slice(at + length, at + 200)}
      </code>
    </button>
  );
}
