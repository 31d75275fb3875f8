import type { SassCompiler } from '../../move-in/moved.ts';

/** Compiles Sass with its own compiler, which is loaded when a site has some. */
export const sassCompiler: SassCompiler | undefined = undefined;
