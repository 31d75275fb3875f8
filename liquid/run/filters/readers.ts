import { late } from '../late.ts';

/**
 * A value that was written as JSON when the site was compiled. A space before it says that it has numbers which JSON.parse
 * would change. Throws NeedsMore where that can not be read yet.
 */
export function readValue(json: string): unknown {
  return json.startsWith(' ') ? late('exact')(json) : JSON.parse(json);
}
