import type { Profile } from '../liquid/run/frame.ts';
import type { RouteRecord } from '../schema/manifest.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** What the inspector of a preview tells about one page: filled in on the way. */
export interface Trace {
  route?: RouteRecord;
  params?: Readonly<Record<string, string>>;
  /** The page file, and keys of all programs and data that it was known to need. */
  page?: string;
  needs?: readonly string[];
  upstreams?: ReadonlyMap<string, UpstreamAnswer>;
  operations?: number;
  /** Bytes of the body. */
  bytes?: number;
  /** How often the tags of each line ran, by template. */
  profile?: Profile;
  /** READS and FLAG bits. */
  flags?: number;
}
