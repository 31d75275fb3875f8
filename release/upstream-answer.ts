/** Where an answer came from: asked now, kept and fresh, kept and being made anew, kept because asking failed. */
export type Source = 'asked' | 'fresh' | 'renew' | 'stale';

/** What an upstream answered to one fetch of a page. */
export interface UpstreamAnswer {
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  /** HTTP status; 0 when there was no answer in time, in size or in JSON. */
  readonly status: number;
  readonly data: unknown;
  readonly source: Source;
  /** Milliseconds waited for it. */
  readonly ms: number;
  readonly url: string;
  readonly problem?: string;
}

/** No answer of an upstream, or one that says to try later. Any other status is the upstream's word. */
export function hasFailed(status: number): boolean {
  return status < 200 || status >= 500 || status === 408 || status === 425 || status === 429;
}

export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}
