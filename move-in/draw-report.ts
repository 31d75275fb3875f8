import { filesOf, type Note, type NotePlace, OUTCOMES, type Outcome, type Report } from './report.ts';

/** What each part of a report is called. */
export const TITLES: Readonly<Record<Outcome, string>> = {
  left: 'What is left to do',
  rewritten: 'What was rewritten',
  moved: 'What was moved as it is',
};

/** Places of one note that are shown; `all` shows every one. */
const SHOWN = 5;

/** The report as text, for a terminal and for a file. */
export function drawReport({ notes }: Report, all = false): string {
  const parts = OUTCOMES.flatMap((outcome) => {
    const own = notes.filter((note) => note.outcome === outcome);
    return own.length === 0 ? [] : [`${TITLES[outcome]}\n\n${own.map((note) => draw(note, all)).join('\n')}`];
  });
  return parts.join('\n\n');
}

function draw(note: Note, all: boolean): string {
  const files = filesOf(note);
  const shown = note.outcome === 'moved' && !all ? [] : note.places.slice(0, all ? undefined : SHOWN);
  const rest = note.places.length - shown.length;
  return [
    `  ${note.message} (${files} ${files === 1 ? 'file' : 'files'})`,
    ...(note.help ? [`    ${note.help}`] : []),
    ...shown.map((place) => `    ${drawPlace(place)}`),
    ...(rest > 0 && shown.length > 0 ? [`    … and ${rest} more`] : []),
  ].join('\n');
}

function drawPlace({ path, old, new: now }: NotePlace): string {
  if (old === undefined) return path;
  return now === undefined ? `${path}: ${old}` : `${path}: ${old} → ${now}`;
}
