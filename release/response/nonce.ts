/** Headers by lower-case name. */
type Fields = Readonly<Record<string, string>>;

export const CSP = 'content-security-policy';
export const NONCE = '{nonce}';

/** Whether each response with these headers needs a nonce of its own. */
export function wantsNonce(fields: Fields): boolean {
  return fields[CSP]?.includes(NONCE) ?? false;
}

/** The same headers with the nonce of one response in their policy. */
export function withNonce(fields: Fields, nonce: string): Fields {
  return { ...fields, [CSP]: fields[CSP]?.replaceAll(NONCE, nonce) ?? '' };
}

/** 128 random bits in base64. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
