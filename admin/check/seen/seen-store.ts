/** Lines that are kept, by the name of their text, and how many UTF-16 units that has. Releases in which they are the same share it. */
export type Row = readonly [name: number, units: number];

/** Where it is kept what the gate saw: one text, and lines in numbered buckets. */
export interface SeenStore {
  /** UTF-16 units that a row should have, or up to twice as many. */
  readonly units: number;
  /** What was kept of the release before; undefined where nothing was. */
  first(): string | undefined;
  /** The lines of a bucket of the release before, each with its end. */
  lines(bucket: number): string;
  /** The rows that these are, one behind the other; none where another version wrote them. */
  rows(bucket: number): readonly Row[];
  /** The lines of one of them. */
  row(name: number): string;
  /** Adds lines to a bucket of this release, which wait until its rows are written. */
  add(bucket: number, lines: string): void;
  /** The lines of a bucket of this release that were added. */
  added(bucket: number): string;
  /** Takes them out again. */
  clear(bucket: number): void;
  /** Writes lines as rows of this release. */
  write(lines: string): readonly Row[];
  /** Keeps which rows each bucket of this release has. */
  end(rows: readonly (readonly Row[])[]): void;
}
