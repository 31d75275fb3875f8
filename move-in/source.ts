/** A file of the folder that moves in. */
export interface SourceFile {
  /** From the top of the folder, with `/` between its parts, as the disk spells it. */
  readonly path: string;
  /** A symbolic link, socket or the like: it is named in the report and never read. */
  readonly special?: boolean;
}

/** The folder that moves in, on a disk, in a zip or in memory. It is never written to. */
export interface Source {
  readonly files: readonly SourceFile[];
  read(path: string): Promise<Uint8Array>;
}

/** A folder that is in memory: paths and texts. */
export function sourceOf(files: Readonly<Record<string, string | Uint8Array>>): Source {
  const bytes = new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      typeof text === 'string' ? new TextEncoder().encode(text) : text,
    ]),
  );
  return {
    files: [...bytes.keys()].map((path) => ({ path })),
    read: async (path) => {
      const found = bytes.get(path);
      if (!found) throw new Error(`no such file: ${path}`);
      return found;
    },
  };
}
