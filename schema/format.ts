/**
 * The version of everything in schema/manifest: one number for a release's head and records, which are written
 * together. Programs have a number of their own (liquid/program.ts). Raised when an older reader could not read it.
 */
export const MANIFEST_FORMAT = 1;
