/** As worker/offline.ts has them. */
export interface OfflineRelease {
  readonly id: string;
  readonly manifest: string;
  readonly packs: readonly { readonly name: string; readonly text: string }[];
  asset(name: string): { readonly bytes: Uint8Array; readonly type: string } | undefined;
}

export interface OfflineSite {
  readonly site: Readonly<Record<string, unknown>>;
  addresses(): Promise<readonly string[]>;
  get(url: string): Promise<Response>;
}

export function serveOffline(release: OfflineRelease): OfflineSite;
