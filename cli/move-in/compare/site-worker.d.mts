import type { OfflineRelease, OfflineSite } from '../../../worker/offline-site.ts';

export type { OfflineSite };
export function serveOffline(release: OfflineRelease): OfflineSite;
