import type { Plugin } from 'rolldown';

/** Packages that ours takes the place of: only what markdown-it asks of them, in fewer bytes. */
const OURS: Readonly<Record<string, string>> = {
  entities: 'site/markdown/smaller/entities.ts',
  'linkify-it': 'site/markdown/smaller/linkify.ts',
};

/** Modules of markdown-it that values never come to: the options of other presets, and typography, which `typographer: false` or our own rules leave out. */
const UNUSED: Readonly<Record<string, string>> = {
  'presets/commonmark': 'export default {};',
  'presets/zero': 'export default {};',
  'rules_core/replacements': 'export default () => {};',
  'rules_core/smartquotes': 'export default () => {};',
};

/**
 * Leaves out of the site Worker what Markdown in values has no use for. A cold isolate pays for each byte that is shipped. Files are read with the
 * packages as they are, in the admin and the command line; a test compares the two.
 */
export const smaller = (root: string): Plugin => ({
  name: 'smaller',
  resolveId: (source) => (Object.hasOwn(OURS, source) ? `${root}${OURS[source]}` : undefined),
  load(id) {
    const [, name = ''] = /\/markdown-it\/lib\/(.+)\.mjs$/.exec(id) ?? [];
    return Object.hasOwn(UNUSED, name) ? UNUSED[name] : undefined;
  },
});
