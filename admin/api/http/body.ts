import { ProblemError } from '../../../schema/api/problem.ts';

/** Reads a request's body, at most `limit` bytes; more is refused as soon as it is known. */
export async function readBody(
  request: Request,
  limit: number,
  path: string,
  instead = '',
): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = () =>
    new ProblemError(
      'too_large',
      `${path} is larger than the ${limit} bytes that are allowed${instead && `. ${instead}`}`,
      {
        path,
        limit,
        rule: 'file_size',
      },
    );
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw refuse();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw refuse();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
