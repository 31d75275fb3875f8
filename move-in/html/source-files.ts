import { isSkipped } from '../../schema/skipped.ts';

/** What a file of a folder of HTML is, by its name. */
type FileKind =
  | 'page'
  /** What a server runs, or what it once printed: its text says which. */
  | 'program'
  /** Of a server or tool. */
  | 'junk'
  | 'file';

const PAGE = /\.(?:[sx]?html?|xht)$/i;
const PROGRAM = /\.(?:php\d?|phtml|aspx?|ashx|jspx?|cfml?|cgi)(?:[?@;].*)?$/i;
/** Below assets/ pages have the addresses of files. */
const BELOW_ASSETS = /^assets\//;
/** What tells a server how to serve, by the names that hosts have for it. */
const OF_SERVERS =
  /(?:^|\/)(?:\.ht[a-z]+|web\.config|\.user\.ini|php\.ini)$|^(?:_redirects|_headers|_routes\.json|_worker\.js)$/i;

export function kindOfFile(path: string): FileKind {
  if (isSkipped(`public/${path}`) || OF_SERVERS.test(path)) return 'junk';
  if (PAGE.test(path) && !BELOW_ASSETS.test(path) && !isOfSystem(path)) return 'page';
  return PROGRAM.test(path) ? 'program' : 'file';
}

/** Whether visitors could never have a file at its address. */
export const isOfSystem = (path: string): boolean => path.startsWith('_preview/');
