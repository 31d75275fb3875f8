import { sha256 } from '../../../site/hash.ts';

/** A new secret of 256 bits, with a beginning that tells what it is to whoever finds it, secret scanners included. */
export function newSecret(kind: 'token' | 'session' | 'code'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `${PREFIX[kind]}${toBase64Url(bytes)}`;
}

const PREFIX = { token: 'mns_', session: 'mns_session_', code: 'mns_code_' } as const;

/** What is stored of a secret: it has 256 bits of its own, so a plain hash is enough. */
export const hashSecret = (secret: string): Promise<string> => sha256(`meniscus:${secret}`);

/** Compares in a time that tells nothing of either: digests are of one length, whatever was given. */
export async function sameSecret(given: string, wanted: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return crypto.subtle.timingSafeEqual(await digest(given), await digest(wanted));
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
