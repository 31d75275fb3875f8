import { messageOf } from '../../schema/message-of.ts';
import { CliError, EXIT } from './exit.ts';

/** Why the system could not read or write a path, where the path is at fault. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it is not there, or the folder that it is to be in is not'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'something on the way to it is a file, and no folder'],
  ['ENAMETOOLONG', 'its name is too long for this disk'],
  ['ELOOP', 'links on the way to it lead in a circle'],
  ['EBUSY', 'another program is using it'],
]);

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Any error as a sentence with what to do. What nobody has foreseen is our fault, and shown whole. */
export function troubleOf(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const code = codeOf(error);
  const path = pathOf(error);
  if (FULL.has(code))
    return new CliError(`The disk is full: ${path || 'a file'} could not be written.`, {
      code: 'disk_full',
      exit: EXIT.found,
      next: 'Every file is whole: as it was, or as it is on the site. Free some space and run the same command again.',
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new CliError(`${path || 'A file'} can't be read or written: the system does not permit it.`, {
      code: 'file_access',
      exit: EXIT.found,
      next: `Look at its permissions (ls -l ${path}) and run the same command again.`,
    });
  const why = path !== '' && !isSpawn(error) ? REASONS.get(code) : undefined;
  if (why)
    return new CliError(`${path} can't be read or written: ${why}.`, {
      code: 'file_access',
      exit: EXIT.found,
      next: 'Look whether this is the path that you mean, then run the same command again.',
    });
  return new CliError(`Something went wrong in meniscus itself: ${messageOf(error)}`, {
    code: 'internal',
    exit: EXIT.internal,
    next: `Please report it, with this:\n${error instanceof Error ? error.stack : ''}`,
  });
}

/** The system's word for what failed, as `ENOENT`; empty for other errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A program that could not be started: its `path` is the program. */
const isSpawn = (error: unknown): boolean =>
  error instanceof Error &&
  'syscall' in error &&
  typeof error.syscall === 'string' &&
  error.syscall.startsWith('spawn');

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '';
}
