import { parseDocument } from 'yaml';

/** The value of a YAML text, whatever its shape; undefined when it is no YAML. */
export function readYaml(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}
