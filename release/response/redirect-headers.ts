import { locationOf } from '../../schema/location.ts';
import type { Manifest } from '../read-manifest.ts';
import type { Fields } from './build-headers.ts';
import { siteFields } from './other-headers.ts';

/** The headers that send a visitor from `path` to a filled target: a path of this site or a URL. */
export const redirectHeaders = (manifest: Manifest, path: string, to: string): Fields =>
  siteFields(manifest, path, {
    usual: { 'cache-control': 'public, max-age=0, must-revalidate' },
    fixed: { location: locationOf(to) },
  });
