import { typeOfPage } from '../../../../schema/media.ts';
import { formatLiquid, NotFormatted } from './liquid.ts';
import type { ShowsSpace } from './showing-space.ts';

/**
 * A file's text with its white space put in order, by the file's kind. Throws NotFormatted where that might change what the
 * file says, or the text has errors. `shows` says in which elements white space shows, by the site's styles.
 */
export async function formatText(path: string, text: string, shows?: ShowsSpace): Promise<string> {
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'liquid':
      if (!isHtml(path)) throw new NotFormatted('White space may show in what is no HTML');
      return formatLiquid(text, shows);
    case 'json':
    case 'webmanifest':
      return (await import('./json.ts')).formatJson(text);
    case 'css':
      return (await import('./prettier.ts')).formatCss(text);
    case 'yaml':
    case 'yml':
      return (await import('./prettier.ts')).formatYaml(text);
    default:
      throw new NotFormatted('Only templates, CSS, JSON and YAML can be formatted');
  }
}

/** Whether a template makes HTML, by its name. */
export const isHtml = (path: string): boolean => typeOfPage(path).type.startsWith('text/html');
