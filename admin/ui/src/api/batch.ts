import type * as z from 'zod/mini';
import type { batchResponse } from '../../../../schema/api/batch.ts';
import { isText, kindOf } from '../../../../schema/file.ts';
import { etagOf } from '../../../../schema/file-etag.ts';
import { sha256 } from '../../../../site/hash.ts';
import { call, callJson } from './client.ts';

export type Batch = z.infer<typeof batchResponse>;

/** A text to save in place of the version that `etag` names, which is `before`. */
export interface TextEdit {
  readonly path: string;
  readonly text: string;
  readonly before: string;
  readonly etag: string;
}

/** Saves texts in one step, all or none. Returns the edits that undo it. */
export async function commitTexts(edits: readonly TextEdit[]): Promise<TextEdit[]> {
  if (edits.length === 0) return [];
  const hashes = await Promise.all(edits.map(({ text }) => sha256(text)));
  const sent = await Promise.all(
    edits.map(async ({ path, text, etag }, at) => {
      const hash = hashes[at] ?? '';
      if (isText(kindOf(path))) return { path, text, ifMatch: etag };
      await call('PUT', `/blobs/${hash}?${new URLSearchParams({ path })}`, { body: new Blob([text]) });
      return { path, hash, ifMatch: etag };
    }),
  );
  await callJson<Batch>('POST', '/batch', { body: { edits: sent } });
  return edits.map(({ path, text, before }, at) => ({
    path,
    text: before,
    before: text,
    etag: etagOf(hashes[at] ?? ''),
  }));
}

/** Makes a copy of a file at a path where nothing is. */
export const copyFile = (from: string, to: string): Promise<Batch> =>
  callJson('POST', '/batch', { body: { edits: [{ path: to, copyOf: from, ifNoneMatch: '*' }] } });
