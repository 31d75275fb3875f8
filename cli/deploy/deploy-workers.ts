import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { newToken } from '../dev-vars.ts';
import { buildUi } from '../pack/build-ui.ts';
import { readConfig, wantsEdge, writeDeployConfig } from './config.ts';
import { deployedUrl, type Wrangler } from './wrangler.ts';

/** The one KV namespace of both Workers, by its name in the account. */
const NAMESPACE = 'meniscus';
/** Stands for the site's URL in a dry run, which can't know it. */
const UNKNOWN_URL = 'https://known-after-the-deploy.example';
/** The folder of the bundled site Worker: the one that asks the Workers Cache, or the one that does not. */
export const bundleFolder = (edge: boolean): string => (edge ? 'build/edge' : 'build/site');
/** In a package both Workers are bundled already. */
export const ADMIN_BUNDLE = 'admin/bundle/index.js';
const SITE_PACKED = 'wrangler.json';

const namespacesSchema = z.array(z.object({ id: z.string(), title: z.string() }));
const secretsSchema = z.array(z.object({ name: z.string() }));

export interface DeployOptions {
  /** Own hosts instead of workers.dev. */
  readonly domain?: string;
  readonly adminDomain?: string;
  /** Whether pages are kept in the Workers Cache, whatever the configuration says. */
  readonly edgeCache?: boolean;
  /** Called before visitors meet the new site Worker; throws when they should not. Returns what to say. */
  checkAdmin?(admin: string | undefined, token: string | undefined): Promise<string>;
}

/** What a deploy ends with. A URL is missing where wrangler named none; a token where there had been one. */
export interface Deployed {
  readonly site: string | undefined;
  readonly admin: string | undefined;
  readonly token: string | undefined;
}

/**
 * Deploys both Workers to the account that wrangler is logged in to. Each step finds out what is there already, so running it again after
 * a failure, or to bring a new version, is the same command. The admin goes first: the site may be bound to it.
 */
export async function deploySite(wrangler: Wrangler, options: DeployOptions = {}): Promise<Deployed> {
  const { root, say } = wrangler.options;
  const [site, admin] = [configIn(root, ''), configIn(root, 'admin/')];
  const code = existsSync(join(root, ADMIN_BUNDLE)) ? { bundled: ADMIN_BUNDLE.slice('admin/'.length) } : {};
  const adminFacts = { ...code, ...(options.adminDomain !== undefined && { domain: options.adminDomain }) };
  const isSet = wantsEdge(readConfig(join(root, site))); // asked in any case: it refuses a configuration that would show old pages
  const edge = options.edgeCache ?? isSet;
  say('1. The KV namespace');
  const namespace = await findOrCreateNamespace(wrangler);
  say("2. The admin's pages");
  say(buildUi(root) ? '  built' : '  nothing to build');
  say('3. The admin Worker');
  const adminUrl = deployedUrl(
    await wrangler.deploy(writeDeployConfig(root, admin, { ...adminFacts, namespace })),
  );
  say('4. The token');
  const token = await ensureToken(wrangler, 'admin/wrangler.deploy.json');
  if (options.checkAdmin) say(`  ${await options.checkAdmin(adminUrl, token)}`);
  say('5. The site Worker');
  say(`  Workers Cache: ${edge ? 'on' : 'off'} (EDGE_CACHE)`);
  const main = `${bundleFolder(edge)}/index.js`;
  const bundled = existsSync(join(root, SITE_PACKED)) ? main : await bundleHere(root, edge);
  const domain = options.domain === undefined ? {} : { domain: options.domain };
  const output = await wrangler.deploy(
    writeDeployConfig(root, site, { ...domain, namespace, bundled, edge }),
  );
  const siteUrl = wrangler.options.dryRun ? UNKNOWN_URL : deployedUrl(output);
  if (siteUrl !== undefined) {
    say('6. The admin Worker again, which now learns where the site is');
    await wrangler.deploy(writeDeployConfig(root, admin, { ...adminFacts, namespace, siteUrl }));
  }
  return { site: siteUrl, admin: adminUrl, token };
}

/** The bundler is there in the repository only. */
async function bundleHere(root: string, edge: boolean): Promise<string> {
  const { writeSite } = await import('../pack/bundle-site.ts');
  return writeSite(root, bundleFolder(edge), edge);
}

/** wrangler's configuration in a folder: as it is in the repository, or as the package has it. */
function configIn(root: string, folder: string): string {
  const packed = `${folder}wrangler.json`;
  return existsSync(join(root, packed)) ? packed : `${folder}wrangler.toml`;
}

/** The id of our namespace. What `create` prints is for people, so we look again. */
async function findOrCreateNamespace(wrangler: Wrangler): Promise<string> {
  const find = async (instead: string) => {
    const output = await wrangler.account(['kv', 'namespace', 'list'], instead);
    return readJson(output, namespacesSchema).find(({ title }) => title === NAMESPACE)?.id;
  };
  const found = await find('[]');
  if (found !== undefined) return found;
  await wrangler.account(['kv', 'namespace', 'create', NAMESPACE, '--update-config=false'], '');
  const created = await find(JSON.stringify([{ id: 'not-known-in-a-dry-run', title: NAMESPACE }]));
  if (created !== undefined) return created;
  throw new Error(
    `The KV namespace ${NAMESPACE} was created but is not listed yet. Run the same command again in a minute.`,
  );
}

/** Sets a new ADMIN_TOKEN when the Worker has none, and returns it. */
async function ensureToken(wrangler: Wrangler, config: string): Promise<string | undefined> {
  const output = await wrangler.account(['secret', 'list', '-c', config], '[]');
  if (readJson(output, secretsSchema).some(({ name }) => name === 'ADMIN_TOKEN')) return undefined;
  const token = newToken();
  await wrangler.account(['secret', 'put', 'ADMIN_TOKEN', '-c', config], '', `${token}\n`);
  return token;
}

/** The JSON array in what wrangler prints, which may have a banner before it. */
function readJson<T extends z.core.$ZodType>(output: string, schema: T): z.output<T> {
  const start = output.search(/^\[/m);
  try {
    return z.parse(schema, JSON.parse(output.slice(start)));
  } catch {
    throw new Error(`wrangler printed something that we do not understand:\n${output}`);
  }
}
