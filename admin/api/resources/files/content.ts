import { ProblemError } from '../../../../schema/api/problem.ts';
import { etagOf } from '../../../../schema/file-etag.ts';
import { KEYS } from '../../../../schema/keys.ts';
import { type Edit, savedFile } from '../../../store/edit.ts';
import { unwrap } from '../../../store/outcome.ts';
import type { ContentRead } from '../../../store/told.ts';
import type { AdminBindings } from '../../env.ts';
import { boundOf } from '../../http/role.ts';
import type { Call } from '../../operation.ts';

/** Sends what a file holds. What authors upload must not run on this origin, whatever it claims to be. */
export async function sendContent(env: AdminBindings, path: string, content: ContentRead): Promise<Response> {
  const headers = {
    etag: etagOf(content.hash),
    'content-type': content.asset?.type ?? 'text/plain; charset=utf-8',
    'content-disposition': 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  if (content.text !== undefined) return new Response(content.text, { headers });
  const bytes = await env.KV.get(KEYS.asset(content.asset?.name ?? ''), 'stream');
  if (bytes) return new Response(bytes, { headers });
  throw new ProblemError(
    'unavailable',
    `The bytes of ${path} cannot be read right now; try again in a minute`,
    { path },
  );
}

/** Makes the edits and responds with the file of the first. */
export async function edited({ site, who }: Call<unknown, unknown>, edits: Edit[]) {
  const file = savedFile(unwrap(await site.commit(edits, who.name, false, boundOf(who))));
  return { body: { file }, headers: { etag: file.etag } };
}
