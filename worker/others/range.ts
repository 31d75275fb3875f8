interface Range {
  readonly first: number;
  /** Included. */
  readonly last: number;
  readonly size: number;
}

/** The one range that a request asks for (RFC 9110, section 14.2); several at once, or of another version, are ignored. */
export function rangeOf({ headers }: Request, etag: string, size: number): Range | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (!(from || to) || (headers.get('if-range') ?? etag) !== etag) return undefined;
  if (!from) return { first: Math.max(0, size - Number(to)), last: size - 1, size };
  return { first: Number(from), last: Math.min(to ? Number(to) : size, size - 1), size };
}

/** Responds with a part of a stream. It is read only as fast as the visitor reads it. */
export async function part(
  value: ReadableStream<Uint8Array>,
  { first, last, size }: Range,
  fields: HeadersInit,
): Promise<Response> {
  const headers = new Headers(fields);
  if (first > last) {
    await value.cancel();
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${first}-${last}/${size}`);
  headers.set('content-length', String(last + 1 - first));
  return new Response(cut(value, first, last + 1), { status: 206, headers });
}

/** The bytes from `from` up to `to` of a stream. It is read when they are wanted, and cancelled after them. */
function cut(value: ReadableStream<Uint8Array>, from: number, to: number): ReadableStream<Uint8Array> {
  const reader = value.getReader();
  let at = 0;
  const next = async (): Promise<Uint8Array> => {
    for (;;) {
      const { done, value: chunk } = await reader.read();
      if (done) throw new Error(`the asset ends at ${at} of ${to} bytes`);
      const start = at;
      at += chunk.byteLength;
      if (at > from) return chunk.subarray(Math.max(0, from - start), to - start);
    }
  };
  return new ReadableStream(
    {
      async pull(controller) {
        controller.enqueue(await next());
        if (at < to) return;
        controller.close();
        await reader.cancel();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
