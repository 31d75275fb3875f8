/** The ETag of a file with this SHA-256 (hex): the same bytes have the same ETag, so a client can know it too. */
export const etagOf = (hash: string): string => `"${hash.slice(0, 32)}"`;
