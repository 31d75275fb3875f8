import { join } from 'node:path';
import { startBackend } from './backend.ts';

/** `npm run example:shop`: the shop's backend, and Meniscus in front of it. */
const PORT = 4180;

const backend = await startBackend(PORT);
console.log(`The shop's backend answers JSON at http://127.0.0.1:${PORT}/seeds`);
process.env.MENISCUS_SITE = join(import.meta.dirname, 'site');
process.env.MENISCUS_STATE = '.wrangler/shop';
try {
  await import('../../cli/start.ts');
} finally {
  backend.close();
  backend.closeAllConnections();
}
