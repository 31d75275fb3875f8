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

/** What nearly every screen needs, in one file in place of twenty: each would be a request before anything shows. */
const COMMON =
  /[\\/](?:@?preact|ui[\\/]src[\\/](?:api|parts)|schema)[\\/]|ui[\\/]src[\\/](?:language[\\/]client|(?:editor|editor[\\/]beside|files|preview|releases|search|session|shell|upload)[\\/][\w-]+\.ts$)/;

/** Builds the web UI to dist/, which the admin Worker serves as static assets. */
export default defineConfig({
  root: import.meta.dirname,
  // Assets are found beside the page, wherever it is served.
  base: './',
  plugins: [later, reload()],
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
      output: { codeSplitting: { groups: [{ name: 'common', test: COMMON, tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
