/** The core of the language, with which a host runs what is left of pages: bundled alone, to see how much that is. */
export { link } from '../../liquid/run/link.ts';
export { render } from '../../liquid/run/render.ts';

/** What whole pages are made with, and filters and tags that most pages do without. */
export const more = () => import('../../liquid/run/more.ts');
