import { compileString, type Importer, type Syntax } from 'sass';
import type { SassCompiler } from './moved.ts';

/** Compiles Sass with its own compiler, which is loaded when a site moves in. */
export const sassCompiler: SassCompiler = (sheet) => {
  const importer: Importer<'sync'> = {
    canonicalize: (url) => {
      const path = url.replace(/^folder:\/*/, '');
      return sheet.load(path) ? new URL(`folder:///${path}`) : null;
    },
    load: (url) => {
      const found = sheet.load(decodeURI(url.pathname.replace(/^\/+/, '')));
      return found ? { contents: found.text, syntax: syntaxOf(found) } : null;
    },
  };
  const { css } = compileString(sheet.text, {
    syntax: syntaxOf(sheet),
    style: sheet.style,
    importers: [importer],
    url: new URL('folder:///'),
    importer,
    quietDeps: true,
    logger: { warn() {}, debug() {} },
  });
  return css === '' ? '' : `${css}\n`;
};

const syntaxOf = ({ indented, path }: { readonly indented: boolean; readonly path: string }): Syntax =>
  indented ? 'indented' : path.endsWith('.css') ? 'css' : 'scss';
