/** Writes one line of a Worker's log: one JSON object. Members that are undefined are left out. */
export function log(level: 'error' | 'warn', fields: Readonly<Record<string, unknown>>): void {
  console[level](JSON.stringify({ level, ...fields }));
}
