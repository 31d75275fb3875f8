import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Has lang-html load JavaScript and CSS when the first script or style is shown: see src/code/later-script.ts. */
const LATER: Readonly<Record<string, string>> = {
  '@codemirror/lang-javascript': 'src/code/later-script.ts',
  '@codemirror/lang-css': 'src/code/later-style.ts',
};
const later: Plugin = {
  name: 'later',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!Object.hasOwn(LATER, source) || !importer?.includes('/lang-html/')) return null;
    return join(import.meta.dirname, LATER[source] ?? '');
  },
};

/** Has the thread of the language load the parser of CSV when the first table is read: see src/language/later-csv.ts. */
const laterCsv: Plugin = {
  name: 'later-csv',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source !== 'csv-parse/browser/esm/sync' || !importer?.endsWith('/site/files/csv.ts')) return null;
    return join(import.meta.dirname, 'src/language/later-csv.ts');
  },
};

/**
 * In watch mode, has open pages reload after each build. The page itself names its scripts by their content, so it changes with them.
 * A script of its own, as the Content-Security-Policy allows no other.
 */
const reload = (): Plugin => {
  let watching = false;
  return {
    name: 'reload',
    // wrangler reads the folder as soon as it changes, and would find it empty.
    config: ({ build }) => (build?.watch ? { build: { emptyOutDir: false } } : undefined),
    configResolved({ build }) {
      watching = build.watch !== null;
    },
    transformIndexHtml() {
      return watching ? [{ tag: 'script', attrs: { type: 'module', src: './reload.js' } }] : [];
    },
    generateBundle() {
      if (watching) this.emitFile({ type: 'asset', fileName: 'reload.js', source: RELOAD });
    },
  };
};

const RELOAD = `const page = async () => {
  const response = await fetch('./', { cache: 'no-store' }).catch(() => undefined);
  return response?.ok ? response.text() : undefined;
};
const first = await page();
setInterval(async () => {
  const now = await page();
  if (now && first && now !== first) location.reload();
}, 1000);
`;

/** Runs src/start/first.ts as soon as it is there: as a script of its own, so small that it has come before the rest. */
const first: Plugin = {
  name: 'first',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunk = Object.values(bundle).find(
        (one) => one.type === 'chunk' && one.moduleIds.includes(FIRST),
      );
      if (chunk?.type !== 'chunk' || chunk.imports.length > 0)
        throw new Error(`${FIRST} has to wait for other scripts`);
      const preload = `<link rel="modulepreload" crossorigin href="./${chunk.fileName}">`;
      return html.replace(
        preload,
        preload
          .replace('<link rel="modulepreload"', '<script type="module" async')
          .replace('href=', 'src=')
          .concat('</script>'),
      );
    },
  },
};
const FIRST = join(import.meta.dirname, 'src/start/first.ts');

/** A function that Sass makes of texts, which the Content-Security-Policy refuses: its parameter and its body. */
const MADE_OF_TEXT = /new self\.Function\("(\w*)", ("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)/g;

/** Has Sass's own compiler, which runs in the thread that moves sites, make no code of texts: the texts are in it, so they become code here. */
const sassWithoutEval: Plugin = {
  name: 'sass-without-eval',
  transform(code, id) {
    if (!id.endsWith('/sass/sass.dart.js')) return null;
    const plain = code.replace(
      MADE_OF_TEXT,
      (_, parameter: string, text: string) => `(function (${parameter}) {${bodyOf(text)}})`,
    );
    if (plain.includes('self.Function(')) throw new Error('Sass makes a function of a text in a new way');
    return { code: plain, map: null };
  },
};

/** What is in a literal of JavaScript; JSON knows no single quotes. */
const bodyOf = (literal: string): string =>
  JSON.parse(literal.startsWith("'") ? `"${literal.slice(1, -1).replaceAll('"', '\\"')}"` : literal);

/** What nearly every screen needs, in one file in place of twenty: each would be a request before anything shows. */
const COMMON =
  /[\\/](?:@?preact|ui[\\/]src[\\/](?:api|parts)|schema)[\\/]|ui[\\/]src[\\/](?:language[\\/]client|(?:editor|editor[\\/]beside|files|preview|releases|search|session|shell|upload)[\\/][\w-]+\.ts$)/;

/** What the editor of code is made of, but for languages that are loaded when they are needed. */
const CODE =
  /[\\/](?:@codemirror[\\/](?:state|view|language|commands|autocomplete|lint|search|lang-liquid|lang-html|lang-yaml)|@lezer[\\/](?:common|lr|highlight|html|yaml)|@marijn|style-mod|w3c-keyname|crelt)[\\/]/;

/** Small things that an open file needs and other screens share: in one file, as they would be nine. */
const EDITING =
  /[\\/](?:schema[\\/](?:own|route|content[\\/]field|text[\\/]json-fault)|ui[\\/]src[\\/](?:form[\\/]form-open|code[\\/](?:names[\\/]params|text-changes)|editor[\\/](?:changed-elsewhere|after-key)|preview[\\/](?:state|settling|settled-errors|one-at-a-time|inline-styles)))\.tsx?$/;

/** Builds the web UI to dist/, which the admin Worker serves as static assets. */
export default defineConfig({
  root: import.meta.dirname,
  // Assets are found beside the page, wherever it is served.
  base: './',
  plugins: [later, first, reload()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing may need an inline script or a data: URL: the Content-Security-Policy of public/_headers refuses both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          groups: [
            // A group takes along what its modules import, unless one before it has it.
            { name: 'first', test: /preload-helper|start[\\/]/, priority: 3 },
            { name: 'common', test: COMMON, tags: ['$initial'], priority: 2 },
            { name: 'code', test: CODE, priority: 1 },
            { name: 'editing', test: EDITING, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es', plugins: () => [sassWithoutEval, laterCsv] },
});
