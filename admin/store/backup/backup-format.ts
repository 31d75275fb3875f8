import * as z from 'zod/mini';

/** The first line of a backup says what it is; a newer format than this is refused. */
export const BACKUP_FORMAT = 1;

/** Tables of a backup and the order of their rows. What can be made again (programs) or is secret (tokens) is not in it. */
export const TABLES = {
  meta: { columns: ['key', 'value'], order: 'key' },
  contents: { columns: ['hash', 'text'], order: 'hash' },
  files: { columns: ['path', 'kind', 'hash', 'size', 'type', 'asset', 'author', 'updated'], order: 'path' },
  history: { columns: ['id', 'path', 'hash', 'size', 'type', 'asset', 'author', 'at'], order: 'id' },
  stored: { columns: ['name', 'kind', 'hash', 'size', 'at'], order: 'name' },
  releases: {
    columns: [
      'id',
      'version',
      'state',
      'reason',
      'message',
      'author',
      'created',
      'live_at',
      'left_at',
    ].concat(['draft', 'files', 'packs', 'diagnostics', 'attempts', 'number']),
    order: 'version',
  },
  release_parts: { columns: ['release', 'section', 'part', 'text'], order: 'release, section, part' },
} as const;

export type Table = keyof typeof TABLES;

/** Values of meta that say where the site is, and of which release it is kept what was made of it; the rest belongs to the running object. */
export const META_KEYS = ['draft', 'generation', 'move', 'live', 'seen', 'seen_before'] as const;

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** A line of a backup, which is JSON lines: a head, rows, bytes from KV in pieces, and an end that counts the lines or says why there are no more. */
export const backupLine = z.union([
  z.strictObject({ backup: z.int(), site: z.string() }),
  z.strictObject({ table: z.enum(Object.keys(TABLES) as [Table, ...Table[]]), row }), // keys of a literal that is not empty
  z.strictObject({
    name: z.string(),
    kind: z.enum(['pack', 'asset']),
    type: z.string(),
    base64: z.string(),
    last: z.boolean(),
  }),
  // In place of the bytes that Workers KV lost and that only history had: the paths that they were at.
  z.strictObject({ lost: z.string(), kind: z.enum(['pack', 'asset']), paths: z.array(z.string()) }),
  z.strictObject({ end: z.int() }),
  // In place of the end, where the rest could not be read.
  z.strictObject({ failed: z.string() }),
]);

export type BackupLine = z.infer<typeof backupLine>;

/** A line as it is written: bytes are made base64 on their way, and may be gone once the next line is asked for. */
export type WrittenLine =
  | BackupLine
  | (Omit<Extract<BackupLine, { base64: string }>, 'base64'> & { readonly base64: string | Uint8Array });
