import type { PreviewEntry } from '../schema/preview.ts';
import type { Live } from './live.ts';
import type { Services } from './request-context.ts';

/** Everything that one isolate remembers. */
export interface Isolate {
  readonly live: Live;
  readonly services: Services;
  readonly preview: PreviewEntry | undefined;
}
