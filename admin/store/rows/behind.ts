/** Paths that begin with a prefix and come behind another, in SQLite's order alone: JavaScript compares units of UTF-16, where that is another. */
export const BEHIND = 'path >= max(?, ?) AND path <> ? AND path < ?';

/** What stands for its question marks. */
export const behind = (prefix: string, after: string): string[] => [
  after,
  prefix,
  after,
  `${prefix}\u{10ffff}`,
];
