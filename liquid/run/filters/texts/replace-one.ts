import { lastIndexIn } from '../../values/late-search.ts';
import { indexIn } from '../../values/search.ts';
import type { FilterRun, Filters } from '../spec.ts';
import { joined } from './text.ts';

/** Of a text that is found more than once, the first or the last alone. */
export const REPLACED_ONCE: Filters = {
  remove_first: ['tt', replaceFirst],
  remove_last: ['tt', replaceLast],
  replace_first: ['ttT', replaceFirst],
  replace_last: ['ttt', replaceLast],
};

function replaceFirst(text: string, run: FilterRun, found: string, instead?: string): string {
  return replaceAt(text, run, indexIn(text, found, 0, run.budget), found, instead);
}

function replaceLast(text: string, run: FilterRun, found: string, instead?: string): string {
  return replaceAt(text, run, lastIndexIn(text, found, run.budget), found, instead);
}

function replaceAt(text: string, run: FilterRun, at: number, found: string, instead = ''): string {
  return at < 0 ? text : joined(text.slice(0, at) + instead, text.slice(at + found.length), run);
}
