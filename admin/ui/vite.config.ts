import { defineConfig } from 'vite';

/** Builds the web UI to dist/, which the admin Worker serves as static assets. */
export default defineConfig({
  root: import.meta.dirname,
  // Assets are found beside the page, wherever it is served.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing may need an inline script or a data: URL: the Content-Security-Policy of public/_headers refuses both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
