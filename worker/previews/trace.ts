import type { Rendered } from '../../release/render.ts';
import type { UpstreamAnswer } from '../../release/upstream-answers.ts';
import type { Read, Working } from '../../release/working.ts';
import type { RouteRecord } from '../../schema/manifest.ts';

/** What the inspector of a preview shows about one page: filled in on the way. */
export interface Trace {
  readonly reads: Read[];
  /** Whether each line's tags are to be counted. */
  readonly profiled: boolean;
  route?: RouteRecord;
  params?: Readonly<Record<string, string>>;
  page?: string;
  /** Whether visitors get it from what was made in part at publish. */
  partly?: boolean;
  upstreams?: ReadonlyMap<string, UpstreamAnswer>;
  /** Keeps what a render says about itself. */
  rendered(working: Working, rendered: Rendered): void;
}
