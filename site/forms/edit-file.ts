import { LIMITS } from '../../schema/limits.ts';
import { isData, partsOf } from './parts-of.ts';
import { type Edited, editYaml, type Where } from './yaml/edit.ts';
import type { Change } from './yaml/value.ts';

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
