import { rubyTimes } from './ruby-times.ts';
import { type Data, isData, readRubyYaml } from './yaml.ts';

/** A file with front matter, cut in two. */
export interface Front {
  readonly data: Data;
  /** The YAML between the two lines of hyphens. */
  readonly yaml: string;
  readonly body: string;
  /** Why the YAML can't be read: Jekyll then takes the file to have none. */
  readonly error?: string;
}

const FRONT = /^---[ \t]*\n([\s\S]*?\n?)^(?:---|\.\.\.)[ \t]*(?:\n|$)/m;

/** Reads front matter; undefined for a file that has none, which Jekyll copies. Times in it are those of `zone`. */
export function readFront(text: string, zone: string | undefined): Front | undefined {
  const found = text.startsWith('---') ? FRONT.exec(text) : null;
  if (found?.index !== 0) return undefined;
  const yaml = rubyTimes(found[1] ?? '', zone);
  const body = text.slice(found[0].length);
  const { data, error } = readRubyYaml(yaml);
  if (error !== undefined) return { data: {}, yaml: '', body, error };
  return { data: isData(data) ? data : {}, yaml, body };
}
