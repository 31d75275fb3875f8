/**
 * What the site Worker asks the admin Worker's named entrypoint `Preview`, over a service binding. A preview shows the
 * draft or any release as if it were live; whoever has the link needs no account.
 */

/** The address of a link: the site keeps the token in a cookie there and goes on to `to`. */
export function previewUrl(siteUrl: string, token: string, to = '/'): string {
  return `${siteUrl.replace(/\/$/, '')}/_preview/${token}?to=${encodeURIComponent(to)}`;
}

export interface OpenPreview {
  /** Id of the release to show. The draft has one of its own after each change: `draft-<n>`. */
  readonly release: string;
  /** What is shown, in words, for the banner. */
  readonly label: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** All return null for a token that is forged, expired or revoked. */
export interface PreviewEntry {
  open(token: string): Promise<OpenPreview | null>;
  /** The release's manifest as text (schema/manifest). */
  manifest(token: string): Promise<string | null>;
  /** Texts of the release's packs by name; null for what is not there (any more). */
  packs(token: string, names: readonly string[]): Promise<Record<string, string | null>>;
  /** A WebSocket at `?token=`; it says `{"type":"reload"}` when what is shown has changed. */
  fetch(request: Request): Promise<Response>;
}
