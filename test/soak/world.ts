import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../cli/deploy/config.ts';
import { bundleSite } from '../../cli/pack/bundle-site.ts';
import { bundleOne } from '../support/bundle.ts';
import { SoakKv, type Trouble } from './kv.ts';
import { SoakWorker } from './worker.ts';

const TOKEN = 'the-operator-of-the-soak-test';
export const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

/** Both Workers as they are deployed, each in a process of its own, with one KV between them. */
export interface World {
  readonly site: SoakWorker;
  readonly admin: SoakWorker;
  readonly kv: SoakKv;
  /** Of what the site and the admin ask of KV. */
  readonly trouble: { readonly site: Trouble; readonly admin: Trouble };
  end(): Promise<void>;
}

/** `heap` is what the admin's isolate may have of memory for JavaScript, in megabytes; `inspected`: whether a debugger may look at it. */
export async function startWorld(heap?: number, inspected = false): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-soak-'));
  const kv = new SoakKv();
  const trouble = { site: { fails: 0, slow: 0 }, admin: { fails: 0, slow: 0 } };
  const [siteDoor, adminDoor] = [await kv.open(trouble.site), await kv.open(trouble.admin)];
  const site = new SoakWorker({
    modules: await bundleSite(),
    flags: flagsOf('wrangler.toml'),
    bindings: [...KV, text('SITE', 'main'), text('FRESH_LOOK', '0.5'), text('FRESH_WAIT', '2')],
    services: [service(siteDoor.port)],
  });
  const admin = new SoakWorker({
    modules: [{ name: 'admin.js', contents: await bundleAdmin() }],
    flags: flagsOf('admin/wrangler.toml'),
    inspected,
    ...(heap !== undefined && { v8Flags: [`--max-old-space-size=${heap}`] }),
    bindings: [
      ...KV,
      text('SITE', 'main'),
      text('ADMIN_TOKEN', TOKEN),
      text('FRESH_WAIT', '2'),
      '(name = "SITE_OBJECT", durableObjectNamespace = "SiteObject")',
    ],
    services: [service(adminDoor.port), `(name = "disk", disk = (path = "${folder}", writable = true))`],
    more: `durableObjectNamespaces = [(className = "SiteObject", uniqueKey = "soak", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),`,
  });
  await Promise.all([site.start(), admin.start()]);
  const end = async () => {
    await Promise.all([site.kill(), admin.kill()]);
    siteDoor.close();
    adminDoor.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { site, admin, kv, trouble, end };
}

const KV = ['(name = "KV", kvNamespace = "kv")'];
const text = (name: string, value: string) => `(name = "${name}", text = "${value}")`;
const service = (port: number) => `(name = "kv", external = (address = "127.0.0.1:${port}", http = ()))`;
const flagsOf = (config: string) => readConfig(config).compatibility_flags ?? [];

const bundleAdmin = () =>
  bundleOne('admin/index.ts', {
    external: [/^(cloudflare|node):/],
    resolve: { conditionNames: ['workerd', 'browser', 'import'] },
  });
