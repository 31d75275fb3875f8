import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type WranglerConfig } from '../deploy/config.ts';
import { ADMIN_BUNDLE, bundleFolder } from '../deploy/deploy-workers.ts';
import { homeFolder } from '../tools/home.ts';
import { SITE_WORKER, type WorkerCode } from '../tools/worker-code.ts';
import { buildUi } from './build-ui.ts';
import { bundle, bundleSite, type SiteModule } from './bundle-site.ts';

/** The site Worker as a deploy sends it, with what its configuration says of the runtime. */
export async function bundleSiteWorker(): Promise<WorkerCode> {
  const { compatibility_flags: flags = [], compatibility_date: date } = readConfig(
    join(homeFolder(), 'wrangler.toml'),
  );
  return { modules: await bundleSite(), flags, date: String(date) };
}

/** Writes what a package brings of the Workers: the site's for `dev --local`, and both for `deploy`. */
export async function writeWorkers(folder: string): Promise<void> {
  const home = homeFolder();
  const site = await bundleSiteWorker();
  writeModules(join(folder, SITE_WORKER, '..'), site.modules);
  const names = site.modules.map(({ name }) => name);
  writeJson(join(folder, SITE_WORKER), { ...site, modules: names });
  const workers = join(folder, 'workers');
  writeModules(join(workers, bundleFolder(false)), site.modules);
  writeModules(join(workers, bundleFolder(true)), await bundleSite(true));
  writeModules(join(workers, ADMIN_BUNDLE, '..'), await bundle('admin/index.ts'));
  writeJson(join(workers, 'wrangler.json'), readConfig(join(home, 'wrangler.toml')));
  const admin: WranglerConfig = readConfig(join(home, 'admin/wrangler.toml'));
  writeJson(join(workers, 'admin/wrangler.json'), admin);
  buildUi(home);
  cpSync(join(home, 'admin/ui/dist'), join(workers, 'admin/ui/dist'), { recursive: true });
}

function writeModules(folder: string, modules: readonly Pick<SiteModule, 'name' | 'contents'>[]): void {
  for (const { name, contents } of modules) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
