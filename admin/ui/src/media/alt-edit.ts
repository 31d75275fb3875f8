import { parse } from 'yaml';
import { own } from '../../../../schema/own.ts';
import { isRecord } from '../../../../schema/record.ts';
import { editFile } from '../../../../site/forms/edit-file.ts';
import { TEXTS } from './names.ts';

/** Puts the text of a picture into what data/media.yaml is now: in place of a text, else as the `alt` of its values. */
export function withAlt(text: string, name: string, alt: string): ReturnType<typeof editFile> {
  const kept = own(readTextsOf(text) ?? {}, name);
  return editFile(TEXTS, text, {
    kind: 'set',
    path: typeof kept === 'string' ? [name] : [name, 'alt'],
    value: alt,
  });
}

/** What such a file holds, by name; undefined where it has errors. */
export function readTextsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    return isRecord(value) ? value : {};
  } catch {
    return undefined;
  }
}
