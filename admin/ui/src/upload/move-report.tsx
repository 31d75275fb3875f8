import type { ComponentChildren } from 'preact';
import { drawReport, TITLES } from '../../../../move-in/draw-report.ts';
import {
  filesOf,
  type Kind,
  type Note,
  type NotePlace,
  OUTCOMES,
  type Report,
} from '../../../../move-in/report.ts';
import { Icon } from '../parts/icon.tsx';
import { plural, sentence } from '../parts/words.ts';

const KINDS: Readonly<Record<Kind, string>> = {
  jekyll: 'a site of Jekyll',
  html: 'plain HTML',
  meniscus: 'a site of Meniscus',
};

/** What a move did, and what it leaves to do: before anything is imported. */
export function MoveReport({ report }: { report: Report }) {
  const left = report.notes.filter(({ outcome }) => outcome === 'left').length;
  return (
    <section class="stack move-report">
      <div class="row wrap">
        <h3 class="grow">This is {KINDS[report.kind]}: what becomes of it</h3>
        <button type="button" class="button small" onClick={() => save(drawReport(report, true))}>
          <Icon name="download" /> Save the report
        </button>
      </div>
      {left === 0 && <p class="note">Nothing is left to do by hand.</p>}
      {OUTCOMES.map((outcome) => {
        const notes = report.notes.filter((note) => note.outcome === outcome);
        if (notes.length === 0) return null;
        return (
          <details key={outcome} open={outcome === 'left'}>
            <summary>
              {TITLES[outcome]}{' '}
              <span class={`badge ${outcome === 'left' ? 'warn' : ''}`}>{notes.length}</span>
            </summary>
            <ul>
              {notes.map((note) => (
                <OneNote key={note.code + note.message} note={note} />
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

/** Places of a note that are shown at once, and when all are asked for: the saved report has every one. */
const SHOWN = 3;
const MOST = 300;

function OneNote({ note }: { note: Note }) {
  const files = filesOf(note);
  const shown = note.outcome === 'moved' ? 0 : SHOWN;
  const more = note.places.slice(shown, MOST);
  const unseen = note.places.length - MOST;
  return (
    <li>
      <p>
        {sentence(note.message)} <span class="soft">{plural(files, 'file')}</span>
      </p>
      {note.help && <p class="soft">{note.help}</p>}
      <Places places={note.places.slice(0, shown)} />
      {more.length > 0 && (
        <details>
          <summary class="soft">{shown > 0 ? `${note.places.length - shown} more` : 'Which ones'}</summary>
          <Places places={more}>{unseen > 0 && <li class="soft">… and {unseen} more</li>}</Places>
        </details>
      )}
    </li>
  );
}

function Places({ places, children }: { places: readonly NotePlace[]; children?: ComponentChildren }) {
  if (places.length === 0) return null;
  return (
    <ul class="places">
      {places.map(({ path, old, new: now }) => (
        <li key={`${path}\n${old}\n${now}`}>
          <span class="mono soft">{path}</span>
          {old !== undefined && <code>{old}</code>}
          {now !== undefined && (
            <>
              {' → '}
              <code>{now}</code>
            </>
          )}
        </li>
      ))}
      {children}
    </ul>
  );
}

/** Every line of it, as the command line draws it with `--all`. */
function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
  link.download = 'moved-in.txt';
  link.click();
  // The download has begun by then, and the text need not stay in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
