// Markdown of values as the site Worker has it: smaller.test.ts bundles it.
export { renderValue } from '../../site/markdown/values.ts';
export { renderAsJekyll } from '../../site/markdown/values-kramdown.ts';
