import { toBase64Url } from './secret.ts';

/**
 * `<id>.<expires in seconds, base 36>.<signature>`. The signature tells forged and expired tokens without asking
 * anyone; whether one was revoked, the site's object knows. The key comes from ADMIN_TOKEN: changing that ends all links.
 */
export async function signPreview(secret: string, id: string, expires: number): Promise<string> {
  const claim = `${id}.${Math.floor(expires / 1_000).toString(36)}`;
  return `${claim}.${await sign(secret, claim)}`;
}

/** The id in a token that we signed and that has not expired, else undefined. */
export async function readPreview(secret: string, token: string): Promise<string | undefined> {
  const [id = '', expires = '', given = ''] = token.split('.');
  const wanted = await sign(secret, `${id}.${expires}`);
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(given), encoder.encode(wanted)];
  if (a.byteLength !== b.byteLength || !crypto.subtle.timingSafeEqual(a, b)) return undefined;
  return Number.parseInt(expires, 36) * 1_000 > Date.now() ? id : undefined;
}

async function sign(secret: string, claim: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(`preview:${secret}`), algorithm, false, [
    'sign',
  ]);
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(claim))));
}
