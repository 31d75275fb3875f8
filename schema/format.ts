/**
 * The version of everything in schema/manifest: one number for a release's head and records, which are written
 * together. Programs have a number of their own (liquid/program.ts). Raised when an older reader could not read it: this is the
 * newest that is read. A release itself is of format 1, as before there was another; the short form of one is of format 2.
 */
export const MANIFEST_FORMAT = 2;
export const WHOLE_FORMAT = 1;

/** How a page's output is sent. */
export interface PageMedia {
  readonly type: string;
  /** `data`: escaped, and what it is written in holds no markup. */
  readonly escape: boolean | 'data';
}

/** What a page's record leaves out, as most pages are this: 10,000 records are read by every cold isolate. */
export const HTML: PageMedia = { type: 'text/html; charset=utf-8', escape: true };
