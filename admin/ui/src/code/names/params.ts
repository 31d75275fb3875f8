import type { Completion } from '@codemirror/autocomplete';
import type { DocParam } from '../../../../../liquid/compile/lint/doc.ts';
import { partialPath } from '../../../../../site/check/names.ts';
import { readSaved } from '../../editor/checking.ts';
import { docOf } from '../../editor/docs.ts';
import { readParams } from '../../language/client.ts';
import { type ArgumentPlace, paramText } from './arguments.ts';

/** What the text of a partial was when its parameters were read. */
const known = new Map<string, { text: string; params: readonly DocParam[] }>();

/** The parameters that a partial's `doc` tags state, as it is typed or saved; none where it has no such tag. */
export async function paramsOf(partial: string): Promise<readonly DocParam[]> {
  const path = partialPath(partial);
  const text = docOf(path)?.text.peek() ?? (await readSaved(path));
  if (text === undefined) return [];
  const before = known.get(path);
  if (before?.text === text) return before.params;
  const params = await readParams(path, text);
  known.set(path, { text, params });
  return params;
}

/** The arguments that are not given yet, those that must be first. */
export async function argumentOptions({ partial, given }: ArgumentPlace): Promise<Completion[]> {
  const params = await paramsOf(partial);
  return params
    .filter(({ name }) => !given.includes(name))
    .map((param) => ({
      label: param.name,
      apply: `${param.name}: `,
      detail: param.type,
      info: paramText(param),
      type: 'property',
      boost: param.required ? 2 : 1,
    }));
}
