import { expect, test } from 'vitest';
import { serveOffline } from '../../../worker/offline.ts';
import { buildSite } from '../../support/build-site.ts';

test.each(['always', 'never', '{ usual: never, except: [/CNAME, /about] }'])(
  'each address of a site has an answer at once: %s',
  async (slash) => {
    const { manifest, packs } = await buildSite({
      'site.yaml': `trailing_slash: ${slash}\n`,
      'pages/index.liquid': 'home',
      'pages/about.liquid': 'about',
      'public/CNAME': 'site.test',
    });
    const { id } = JSON.parse(manifest.slice(0, manifest.indexOf('\n'))) as { id: string };
    const bytes = new TextEncoder().encode('site.test');
    const site = serveOffline({ id, manifest, packs, asset: () => ({ bytes, type: 'text/plain' }) });
    const addresses = await site.addresses();
    expect(addresses).toContain('/CNAME');
    for (const address of addresses)
      expect((await site.get(`https://site.test${address}`)).status, address).toBe(200);
  },
);
