import type { CompiledFile } from '../facts.ts';
import { TEXTS } from '../markdown/compile.ts';
import { compileWith } from './compile-with.ts';
import type { Given } from './given.ts';

/** Compiles one text file of a site. Never throws for what is in `text`. `given` is what the rest of the site decides. */
export function compileFile(path: string, text: string, given: Given = {}): CompiledFile {
  return compileWith(TEXTS, path, text, given);
}
