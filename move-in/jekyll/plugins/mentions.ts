import type { Config } from '../source/config.ts';
import type { Data } from '../source/yaml.ts';
import { isData } from '../source/yaml.ts';

/** As html-pipeline finds them: `a@b.c` and `@scope/name` are none. */
const MENTION = /(^|\W)@((?=([\w][\w-]*))\3)(?!\/)(?=\.+[ \t\W]|\.+$|[^0-9a-zA-Z_.]|$)/gim;
/** Names that are no people. */
const NOBODY = /^mention(?:s|ed|ing)?$/i;

/** Makes links of names, as jekyll-mentions does; undefined where it leaves a document alone. */
export function mentions({ plugins, data }: Config, own: Data): ((text: string) => string) | undefined {
  const option = own['jekyll-mentions'] ?? data['jekyll-mentions'];
  if (!plugins.has('jekyll-mentions') || option === false) return undefined;
  const said = isData(option) ? option.base_url : option;
  const base = typeof said === 'string' ? said : 'https://github.com';
  const root = /[/~]$/.test(base) ? base : `${base}/`;
  return (text) =>
    text.replace(MENTION, (whole, before: string, name: string) =>
      NOBODY.test(name) ? whole : `${before}<a href="${root}${name}" class="user-mention">@${name}</a>`,
    );
}
