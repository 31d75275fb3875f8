/** A release that was made on this machine, and the bytes of its assets by their names in KV. */
export interface OfflineRelease {
  readonly id: string;
  readonly manifest: string;
  readonly packs: readonly { readonly name: string; readonly text: string }[];
  asset(name: string): { readonly bytes: Uint8Array; readonly type: string } | undefined;
}

/** A site as visitors have it, without a server: the site Worker's own code in this process. */
export interface OfflineSite {
  /** What site.yaml says of its own, by key. */
  readonly site: Readonly<Record<string, unknown>>;
  /** Every address of a page or file that the release can list, as the site spells it. */
  addresses(): Promise<readonly string[]>;
  /** The response to a GET; redirects are not followed. */
  get(url: string): Promise<Response>;
}
