import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { dirtyDocs } from '../editor/docs.ts';
import { plural } from '../parts/words.ts';
import { mayWriteSome } from '../session/may.ts';
import { files } from '../session/site.ts';
import { sayError, settle } from '../shell/toasts.ts';
import {
  asRegex,
  hits,
  MOST_HITS,
  matchCase,
  patternProblem,
  query,
  replacement,
  search,
  searched,
  stoppedAfter,
  wholeWord,
} from './find-in-files.ts';
import { keyOf, leftOut, replaceAll, replaced, undoReplace } from './replace-in-files.ts';
import { Results } from './results.tsx';
import './search.css';

/** Finds a text in all files, and writes another in its place. */
export function Search() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      leftOut.value = new Set();
      search().then(
        () => settle('search'),
        (error: unknown) => sayError(error, 'search'),
      );
    }, 160);
    return () => clearTimeout(timer);
  }, [query.value, matchCase.value, wholeWord.value, asRegex.value]);
  return (
    <div class="page">
      <div class="inner">
        <h1>Find in all files</h1>
        <div class="row wrap">
          <input
            class="input search-input mono"
            type="search"
            aria-label="Text to find"
            aria-invalid={patternProblem.value !== ''}
            placeholder={asRegex.value ? 'Regular expression to find' : 'Text to find'}
            ref={input}
            value={query.value}
            onInput={(event) => {
              query.value = event.currentTarget.value;
            }}
          />
          <Flag label="Match case" state={matchCase} />
          <Flag label="Whole words" state={wholeWord} />
          <Flag label="Regular expression" state={asRegex} />
        </div>
        {mayWriteSome.value && <Replace />}
        {patternProblem.value && (
          <p class="note bad" role="alert">
            {patternProblem.value}
          </p>
        )}
        <p role="status" class="soft">
          {summary()}
        </p>
        <Results />
      </div>
    </div>
  );
}

function Flag({ label, state }: { label: string; state: Signal<boolean> }) {
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={state.value}
        onChange={(event) => {
          state.value = event.currentTarget.checked;
        }}
      />
      {label}
    </label>
  );
}

function Replace() {
  const busy = useSignal(false);
  const found = (hits.value ?? []).filter((hit) => !leftOut.value.has(keyOf(hit)));
  const unsaved = dirtyDocs.value.filter(({ path }) => found.some((hit) => hit.path === path));
  const run = async (work: () => Promise<void>) => {
    busy.value = true;
    try {
      await work();
      settle('replace');
    } catch (error) {
      sayError(error, 'replace');
    }
    busy.value = false;
  };
  return (
    <>
      <form
        class="row wrap"
        onSubmit={(event) => {
          event.preventDefault();
          if (found.length > 0 && unsaved.length === 0 && !busy.value) void run(replaceAll);
        }}
      >
        <input
          class="input search-input mono"
          aria-label="Text to write in its place"
          placeholder="Replace with…"
          value={replacement.value}
          onInput={(event) => {
            replacement.value = event.currentTarget.value;
            if (asRegex.value) void search().catch(sayError);
          }}
        />
        <button
          type="submit"
          class="button"
          disabled={found.length === 0 || unsaved.length > 0 || busy.value || searched.value !== null}
        >
          Replace {plural(found.length, 'place')}
        </button>
      </form>
      {unsaved.length > 0 && (
        <p class="note warn">
          Save these before you replace in them: {unsaved.map(({ path }) => path).join(', ')}
        </p>
      )}
      {replaced.value && (
        <p class="note row" role="status">
          <span class="grow">
            Replaced {plural(replaced.value.places, 'place')} in {plural(replaced.value.edits.length, 'file')}
            , in one step.
          </span>
          <button
            type="button"
            class="button small"
            disabled={busy.value}
            onClick={() => void run(undoReplace)}
          >
            Undo
          </button>
        </p>
      )}
    </>
  );
}

function summary(): string {
  if (searched.value)
    return `Looking at ${searched.value.done.toLocaleString('en')} of ${plural(searched.value.all, 'file')}…`;
  const found = hits.value;
  if (!found) return 'Type what to find. Unsaved changes are searched as well.';
  if (patternProblem.value) return '';
  if (found.length === 0) return `No file has “${query.value}”.`;
  const lines = new Set(found.map(({ path, line }) => `${path}:${line}`)).size;
  const inFiles = new Set(found.map(({ path }) => path)).size;
  const more = found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : '';
  const counted = `${plural(lines, 'line')} in ${plural(inFiles, 'file')}`;
  const stopped = stoppedAfter.value === null ? '' : `. ${stoppedText(stoppedAfter.value)}`;
  return `${counted}${more}${stopped}`;
}

const stoppedText = (done: number): string =>
  `The search stopped there, after ${done.toLocaleString('en')} of ${plural(files.value.size, 'file')}: type more to find fewer places`;
