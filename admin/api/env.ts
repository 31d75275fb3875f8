import type { SiteObject } from '../store/site-object.ts';

/** What the admin Worker is configured with. */
export interface AdminBindings {
  readonly KV: KVNamespace;
  readonly SITE_OBJECT: DurableObjectNamespace<SiteObject>;
  /** The site's name: of its Durable Object and in its KV keys. */
  readonly SITE: string;
  /** The operator's token, a secret. */
  readonly ADMIN_TOKEN?: string;
  /** The URL at which visitors see the site. */
  readonly SITE_URL?: string;
  /** Seconds after which site Workers look for a new release at the latest; as FRESH_WAIT there. */
  readonly FRESH_WAIT?: string;
  /** `cloudflare`: pages have the platform make smaller versions of pictures. Read by the site's object. */
  readonly IMAGES?: string;
  /** Writes to Workers KV a day that pages made at publish may take, or `all`. Read by the site's object. */
  readonly PUBLISH_WRITES?: string;
  /** Counts tries to sign in by address. */
  readonly BAD_TOKENS?: RateLimit;
  /** Cloudflare Access: `https://<team>.cloudflareaccess.com`, the application's AUD tag, and the scopes of who comes that way. */
  readonly ACCESS_ISSUER?: string;
  readonly ACCESS_AUDIENCE?: string;
  readonly ACCESS_SCOPES?: string;
}

/** Hono's environment in the API: bindings, and what middleware has found out about the request. */
export interface ApiEnv {
  Bindings: AdminBindings;
  Variables: {
    /** The request's id, in its response and in the log. */
    request: string;
  };
}

/** The site's Durable Object. */
export function siteObject(env: AdminBindings): DurableObjectStub<SiteObject> {
  return env.SITE_OBJECT.getByName(env.SITE);
}
