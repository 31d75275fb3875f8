/**
 * Bits that a render sets when it reads what can change within a release; the language's own bits lie below. What sets `url`
 * is the same for everybody who requests one URL; what sets `visitor` is not.
 */
export const READS = { url: 1 << 8, visitor: 1 << 9, upstream: 1 << 10, nonce: 1 << 11 } as const;

/** What names of the system set when a template reads them. */
export const FLAGGED = { upstream: READS.upstream, csp_nonce: READS.nonce };
