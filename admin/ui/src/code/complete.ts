import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { files } from '../session/site.ts';
import { filePath } from './file-path.ts';
import { FILTER_HELP } from './help/filter-help.ts';
import { TAG_HELP } from './help/tag-help.ts';
import { argumentAt } from './names/arguments.ts';
import { membersOf } from './names/members.ts';
import { argumentOptions } from './names/params.ts';

const WORD = /^[\w-]*$/;
const NAME = /^[\w./-]*$/;

/** What may stand at the cursor of a template: tags, arguments of partials, filters, names of files, variables and their members. */
export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const markup = openMarkup(context);
  if (!markup) return null;
  const { text, isTag } = markup;
  const fileName = /(?:^|\s)(render|include|layout)\s+["']([^"']*)$/.exec(text);
  if (isTag && fileName)
    return names(context, fileName[2] ?? '', fileName[1] === 'layout' ? 'layouts' : 'partials');
  const asset = /(?:^|\s)["']([^"']*)$/.exec(text);
  if (asset) return isTag ? null : names(context, asset[1] ?? '', 'assets');
  const argument = isTag ? argumentAt(text) : undefined;
  if (argument) {
    const options = await argumentOptions(argument);
    if (options.length > 0) return result(context, argument.typed, options, WORD);
  }
  const tag = /^-?\s*(\w*)$/.exec(text);
  if (isTag && tag) return result(context, tag[1] ?? '', tagOptions, WORD);
  const filter = /\|\s*(\w*)$/.exec(text);
  if (filter) return result(context, filter[1] ?? '', filterOptions, WORD);
  const path = /(?:^|[\s(:,=<>[])((?:[\w-]+\.)*)([\w-]*)$/.exec(text);
  if (!path || (path[1] === '' && path[2] === '' && !context.explicit)) return null;
  const owner = (path[1] ?? '').split('.').slice(0, -1);
  const place = { path: context.state.facet(filePath), source: context.state.sliceDoc(), pos: context.pos };
  return result(context, path[2] ?? '', await membersOf(owner, place), WORD);
}

/** What stands between the tag's or output's opening and the cursor; nothing outside of one. */
function openMarkup(context: CompletionContext): { text: string; isTag: boolean } | undefined {
  const from = Math.max(0, context.pos - 2_000);
  const before = context.state.sliceDoc(from, context.pos);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0 || before.slice(open).search(/[%}]\}/) > 0) return undefined;
  return { text: before.slice(open + 2), isTag: before[open + 1] === '%' };
}

function result(
  context: CompletionContext,
  typed: string,
  options: readonly Completion[],
  validFor: RegExp,
): CompletionResult {
  return { from: context.pos - typed.length, options, validFor };
}

function names(context: CompletionContext, typed: string, folder: string): CompletionResult {
  const options = [...files.value.keys()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => ({
      label: path.slice(folder.length + 1).replace(/\.liquid$/, ''),
      detail: folder.slice(0, -1),
      type: 'text',
    }));
  return result(context, typed, options, NAME);
}

const tagOptions: readonly Completion[] = Object.entries(TAG_HELP).map(([label, info]) => ({
  label,
  info,
  type: 'keyword',
}));

const filterOptions: readonly Completion[] = Object.entries(FILTER_HELP).map(([label, [usage, info]]) => ({
  label,
  detail: usage,
  info,
  type: 'function',
}));
