import { folderOf } from './names.ts';

const TAG = /\{%-?\s*include_relative\s+["']?([^\s"'%{]+)/g;

/** What a file of `include_relative` is called among the includes: by its path in the old folder. */
export function relativeName(source: string, given: string): string {
  const parts = [...folderOf(source).split('/'), ...given.split('/')];
  return `relative/${parts.filter((part) => part !== '' && part !== '.').join('/')}`;
}

/** Names that a text includes by `include_relative`. */
export const relativesIn = (text: string): string[] =>
  text.includes('include_relative') ? Array.from(text.matchAll(TAG), ([, name = '']) => name) : [];
