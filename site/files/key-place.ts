import type { Diagnostic } from '../../schema/diagnostic.ts';
import { frontMatterSpan } from './front-matter-span.ts';
import { positionAt } from './position.ts';
import { readYaml } from './yaml.ts';

/** Where a key of a YAML file or of a page's front matter is written: `['headers', 'X-Site']`. Its start when it is not there. */
export function keyPlace(
  path: string,
  text: string,
  keys: readonly string[],
): Pick<Diagnostic, 'start' | 'end'> {
  const [from, to] = path.endsWith('.liquid') ? (frontMatterSpan(text) ?? [0, 0]) : [0, text.length];
  const [start, end] = readYaml(text, from, to).place(keys);
  return { start: positionAt(text, start), end: positionAt(text, end) };
}
