import type { Head, Place } from '../../schema/manifest.ts';
import type { ReleaseOutput } from './assemble.ts';

/** A text that goes into the BODY of a release that was made, and into the record of a key. */
export interface Added {
  /** What the text is checked under: see ReleaseOutput. */
  readonly name: string;
  readonly text: string;
  /** The members that the record gets, given where the text is. */
  members(at: Place): object;
}

/** Puts texts behind the others of a release's manifest, and says in the records of their keys where they are. */
export function addTexts(made: ReleaseOutput, added: ReadonlyMap<string, Added>): ReleaseOutput {
  const [head, index, body] = partsOf(made.manifest);
  const members = new Map<string, object>();
  let at = body.length;
  for (const [key, { text, members: of }] of added) {
    members.set(key, of([0, at, text.length]));
    at += text.length;
  }
  const lines = index
    .split('\n')
    .map((line) => withMembers(line, members))
    .join('\n');
  const texts = [...added.values()].map(({ text }) => text).join('');
  const lengths = { index: lines.length, body: body.length + texts.length };
  const manifest = `${JSON.stringify({ ...head, ...lengths })}\n${lines}${body}${texts}`;
  const meant = new Map(made.meant);
  for (const { name, text } of added.values()) meant.set(name, text);
  return { ...made, manifest, meant };
}

function withMembers(line: string, members: ReadonlyMap<string, object>): string {
  const key = line.slice(0, line.indexOf('\t'));
  const own = members.get(key);
  if (!own) return line;
  const record = JSON.parse(line.slice(key.length + 1)) as object; // assemble wrote it
  return `${key}\t${JSON.stringify({ ...record, ...own })}`;
}

/** Its head, INDEX and BODY. */
export function partsOf(manifest: string): [head: Head, index: string, body: string] {
  const end = manifest.indexOf('\n') + 1;
  const head = JSON.parse(manifest.slice(0, end)) as Head; // assemble wrote it
  return [head, manifest.slice(end, end + head.index), manifest.slice(end + head.index)];
}
