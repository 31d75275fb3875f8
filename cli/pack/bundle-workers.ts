import { join } from 'node:path';
import { bundleSite } from '../bundle-site.ts';
import { readConfig } from '../deploy-config.ts';
import { homeFolder } from '../tools/home.ts';
import type { WorkerCode } from '../tools/site-worker.ts';

/** The site Worker as a deploy sends it, with what its configuration says of the runtime. */
export async function bundleSiteWorker(): Promise<WorkerCode> {
  const { compatibility_flags: flags = [], compatibility_date: date } = readConfig(
    join(homeFolder(), 'wrangler.toml'),
  );
  return { modules: await bundleSite(), flags, date: String(date) };
}
