import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { homeFolder } from './home.ts';
import { SITE_WORKER, type WorkerCode } from './worker-code.ts';

const schema = z.object({ modules: z.array(z.string()), flags: z.array(z.string()), date: z.string() });

/** In the package it is bundled already; in the repository it is bundled now. */
export async function siteWorker(): Promise<WorkerCode> {
  const path = join(homeFolder(), SITE_WORKER);
  if (!existsSync(path)) {
    const { bundleSiteWorker } = await import('../pack/bundle-workers.ts');
    return bundleSiteWorker();
  }
  const { modules, flags, date } = z.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  return {
    flags,
    date,
    modules: modules.map((name) => ({ name, contents: readFileSync(join(path, '..', name), 'utf8') })),
  };
}
