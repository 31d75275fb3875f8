/** A file of the folder that moves in. */
export interface SourceFile {
  /** From the top of the folder, with `/` between its parts, as the disk spells it. */
  readonly path: string;
  /** A symbolic link, socket or the like: it is named in the report and never read. */
  readonly special?: boolean;
}

/** Where a theme was read from, the plugins that it brings, and what its `_config.yml` says, which counts where that of the site says nothing. */
export interface Theme {
  readonly where: string;
  readonly plugins: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** The folder that moves in, on a disk, in a zip or in memory. It is never written to. */
export interface Source {
  readonly files: readonly SourceFile[];
  /** A theme of Jekyll's that lies below the folder: `files` and `read` have what the folder does not. */
  readonly theme?: Theme;
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
