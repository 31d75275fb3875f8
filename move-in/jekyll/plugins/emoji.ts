import type { Config } from '../source/config.ts';
import { isData } from '../source/yaml.ts';
import { CUSTOM, EMOJI } from './emoji-names.ts';

/** Files of pictures by the names of emoji. */
const PICTURES = new Map([
  ...EMOJI.split(';').flatMap((line) => {
    const [code = '', ...names] = line.split(' ');
    return names.map((name): [string, string] => [name, `unicode/${code}`]);
  }),
  ...CUSTOM.split(' ').map((name): [string, string] => [name, name]),
]);

/** Any name that is one: in `10:30:tada:` it is not the first that looks so. */
const PATTERN = new RegExp(
  `:(${[...PICTURES.keys()].map((name) => name.replaceAll('+', '\\+')).join('|')}):`,
  'g',
);

/** Makes pictures of `:tada:`, as jemoji does: html-pipeline's elements, without `align`. */
export function emoji({ data }: Config): (text: string) => string {
  const said = isData(data.emoji) ? data.emoji.src : undefined;
  const root = (typeof said === 'string' ? said : 'https://github.githubassets.com/images/icons/').replace(
    /\/$/,
    '',
  );
  return (text) =>
    text.replace(PATTERN, (whole, name: string) => {
      const file = PICTURES.get(name);
      return file === undefined
        ? whole
        : `<img class="emoji" title=":${name}:" alt=":${name}:" src="${root}/emoji/${file}.png" height="20" width="20">`;
    });
}
