import '../../schema/text/plain-errors.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';

/**
 * Seconds after which isolates look for a new release, for visitors; development looks at every request. A look is a read
 * of Workers KV, of which the free plan has 100,000 a day: six isolates that are busy all day take a third of them.
 */
const DEPLOYED_VARS = { FRESH_LOOK: '16', FRESH_WAIT: '30' };
/** The site Worker's way to the admin in development. Deployed, there is none. */
const DEVELOPMENT_SERVICE = 'ADMIN';
const NAME = 'wrangler.deploy.json';
/** A cold isolate pays for every byte; and names kept are a call for each function, made at every start. */
const SMALL = { minify: true, keep_names: false };
/** For a Worker that is bundled already: wrangler takes its modules as they are. */
const BUNDLED = { no_bundle: true, rules: [{ type: 'ESModule', globs: ['**/*.js'] }] };

/** The gateway must run at each request: it knows which release is live. Only what it asks for is kept. */
const EDGE_EXPORTS = {
  default: { type: 'worker', cache: { enabled: false } },
  EdgePages: { type: 'worker', cache: { enabled: true } },
};

const cacheSchema = z.optional(z.looseObject({ enabled: z.optional(z.boolean()) }));

/** What a deploy changes in a wrangler configuration; everything else stays as it is. */
const configSchema = z.looseObject({
  name: z.string(),
  kv_namespaces: z.array(z.looseObject({ binding: z.string() })),
  services: z.optional(z.array(z.looseObject({ binding: z.string() }))),
  vars: z.optional(z.record(z.string(), z.unknown())),
  compatibility_flags: z.optional(z.array(z.string())),
  cache: cacheSchema,
  exports: z.optional(z.record(z.string(), z.looseObject({ cache: cacheSchema }))),
});

export type WranglerConfig = z.infer<typeof configSchema>;

/** What only the account and the first deploy know. */
export interface Facts {
  /** The id of the KV namespace that both Workers share. */
  readonly namespace: string;
  /** Where visitors see the site, once that is known. */
  readonly siteUrl?: string;
  /** The main module of a Worker that is bundled already, instead of its source. */
  readonly bundled?: string;
  /** Its own host, instead of workers.dev. */
  readonly domain?: string;
  /** Whether it is the site Worker whose inner entrypoint has the Workers Cache in front of it. */
  readonly edge?: boolean;
}

export function readConfig(path: string): WranglerConfig {
  const parsed = z.safeParse(configSchema, readRaw(path));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}. A deploy needs this setting.`);
}

/** Whether a site Worker's configuration wants the Workers Cache. Throws where it would be used in a way that shows visitors old pages. */
export function wantsEdge({ cache, exports, vars }: WranglerConfig): boolean {
  const own = cache?.enabled ? '[cache]' : exports?.default?.cache?.enabled ? '[exports.default.cache]' : '';
  if (own)
    throw new Error(
      `The ${own} of wrangler.toml would keep what the whole site Worker answers, also after a publish. Remove it, and set EDGE_CACHE = "on" in [vars].`,
    );
  const { EDGE_CACHE: value = 'off' } = vars ?? {};
  if (value === 'on' || value === 'off') return value === 'on';
  throw new Error(
    `EDGE_CACHE in [vars] of wrangler.toml is ${JSON.stringify(value)}. It can be "on" or "off".`,
  );
}

/** JSON as the package has it; TOML as wrangler reads it, which is loaded for that alone. */
function readRaw(path: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8'));
  const wrangler: typeof import('wrangler') = createRequire(import.meta.url)('wrangler');
  return wrangler.experimental_readRawConfig({ config: path }).rawConfig;
}

/** A development configuration as it is deployed. */
export function toDeploy(config: WranglerConfig, facts: Facts): WranglerConfig {
  const services = config.services?.filter((service) => service.binding !== DEVELOPMENT_SERVICE);
  return {
    ...(facts.bundled === undefined && SMALL),
    ...config,
    ...(facts.bundled !== undefined && { ...BUNDLED, main: facts.bundled }),
    kv_namespaces: config.kv_namespaces.map((kv) =>
      kv.binding === 'KV' ? { ...kv, id: facts.namespace } : kv,
    ),
    ...(services && { services }),
    ...(facts.edge && { cache: { enabled: true }, exports: { ...config.exports, ...EDGE_EXPORTS } }),
    ...(facts.domain !== undefined && { routes: [{ pattern: facts.domain, custom_domain: true }] }),
    vars: deployedVars(config.vars ?? {}, facts.siteUrl),
  };
}

/** Development's zeros become real ages, and its localhost the real URL; what an operator has set stays. */
function deployedVars(vars: Record<string, unknown>, siteUrl: string | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = { ...vars };
  for (const [name, value] of Object.entries(DEPLOYED_VARS))
    if (Object.hasOwn(out, name) && out[name] === '0') out[name] = value;
  if (/^https?:\/\/localhost\b/.test(String(out.SITE_URL ?? ''))) {
    if (siteUrl === undefined) delete out.SITE_URL;
    else out.SITE_URL = siteUrl;
  }
  return out;
}

/** Writes the deployed form of a configuration beside it and returns its path. Git ignores it. */
export function writeDeployConfig(root: string, path: string, facts: Facts): string {
  const target = join(dirname(path), NAME);
  const config = toDeploy(readConfig(join(root, path)), facts);
  writeFileSync(join(root, target), `${JSON.stringify(config, null, 2)}\n`);
  return target;
}
