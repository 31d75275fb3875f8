import { shortLivedUtf8 } from '../schema/text/utf8.ts';

/** A text's length in bytes of UTF-8, and a strong ETag. */
export interface Fingerprint {
  readonly etag: string;
  readonly bytes: number;
}

/**
 * The ETag is the first 64 bits of the SHA-1, which is only to tell versions apart. The platform's digest waits for a
 * microtask; a loop of our own would be 6 us faster when it is hot, and takes 2 ms of a cold isolate's first request.
 */
export async function fingerprint(text: string): Promise<Fingerprint> {
  const encoded = shortLivedUtf8(text);
  // The digest reads its input before it returns, as WebCrypto demands, so the memory is free again at once.
  const digest = new DataView(await crypto.subtle.digest('SHA-1', encoded));
  return { etag: `"${digest.getBigUint64(0).toString(16).padStart(16, '0')}"`, bytes: encoded.byteLength };
}
