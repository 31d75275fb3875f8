import type { SiteObject } from '../../admin/store/site-object.ts';

declare global {
  namespace Cloudflare {
    /** The bindings of the test projects: see vitest.config.ts. */
    interface Env {
      readonly KV: KVNamespace;
      readonly SITE: string;
      readonly SITE_OBJECT: DurableObjectNamespace<SiteObject>;
      readonly ADMIN_TOKEN: string;
    }
  }
}
