/** What a host takes of the language to run programs: bundled alone, to see how much that is. */
export { link } from '../../liquid/run/link.ts';
export { render } from '../../liquid/run/render.ts';

/** Filters and tags that most pages do without. */
export const more = () => import('../../liquid/run/more.ts');
