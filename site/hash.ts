import { HEX } from '../schema/text/hex.ts';
import { shortLivedUtf8 } from '../schema/text/utf8.ts';

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export async function sha256(content: string | ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  // The digest reads its input before it returns, as WebCrypto demands, so the memory of a text is free again at once.
  const bytes = typeof content === 'string' ? shortLivedUtf8(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => HEX[byte]).join('');
}
