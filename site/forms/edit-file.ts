import { LIMITS } from '../../schema/limits.ts';
import { frontMatterSpan } from '../files/front-matter.ts';
import { type Edited, editYaml, type Where } from './yaml/edit.ts';
import type { Change } from './yaml/value.ts';

/** A file's values, and the text below them: of an entry in Markdown or a page its front matter, of YAML and JSON all of it. */
export interface Parts {
  /** Where its values are written, in UTF-16 units; undefined where it has no front matter. */
  readonly values: readonly [from: number, to: number] | undefined;
  /** Where the text below begins; undefined for a file that is only values. */
  readonly body: number | undefined;
}

export function partsOf(path: string, text: string): Parts {
  if (isData(path)) return { values: [0, text.length], body: undefined };
  const values = frontMatterSpan(text);
  if (!values) return { values, body: text.startsWith('\ufeff') ? 1 : 0 };
  const close = /---[ \t]*(?:\r?\n|$)/y;
  close.lastIndex = values[1];
  return { values, body: values[1] + (close.exec(text)?.[0].length ?? 0) };
}

const isData = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

/** Makes one change of a file's values; all else stays as it is, the text below front matter too. */
export function editFile(path: string, text: string, change: Change, where?: Where): Edited {
  const options = { json: path.endsWith('.json'), ...(where && { where }) };
  const { values, body } = partsOf(path, text);
  if (isData(path)) return editYaml(text, change, options);
  if (!values) return withFront(text, body ?? 0, change);
  const [from, to] = values;
  const edited = editYaml(text.slice(from, to), change, options);
  if (!edited.ok) return edited;
  if (edited.text.length > LIMITS.frontMatterBytes) return tooLong(edited.text.length);
  return { ok: true, text: text.slice(0, from) + edited.text + text.slice(to) };
}

/** Begins front matter. */
function withFront(text: string, start: number, change: Change): Edited {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const rest = text.slice(start);
  if (/^(?:[ \t]*\r?\n)*---[ \t]*(?:\r?\n|$)/.test(rest))
    return {
      ok: false,
      why: 'not_yaml',
      message: 'Its front matter is not closed: put a line with --- behind it.',
    };
  const edited = editYaml('', change);
  if (!edited.ok || edited.text === '') return edited.ok ? { ok: true, text } : edited;
  const yaml = edited.text.replaceAll('\n', eol);
  return { ok: true, text: `${text.slice(0, start)}---${eol}${yaml}---${eol}${rest}` };
}

function tooLong(length: number): Edited {
  const message = `The values would have ${length} characters; at most ${LIMITS.frontMatterBytes} are allowed.`;
  return { ok: false, why: 'refused', message };
}
