/** No answer of an upstream, or one that says to try later. Any other status is the upstream's word. */
export function hasFailed(status: number): boolean {
  return status < 200 || status >= 500 || status === 408 || status === 425 || status === 429;
}

export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}
