import { expect, test } from 'vitest';
import { KEYS } from '../../../schema/keys.ts';
import { buildSite } from '../../support/build-site.ts';
import { visitorsOf } from '../../support/visitors.ts';

test.each([
  ['never', '/wide/%C3%BC'],
  ['always', '/wide/%C3%BC/'],
  ['{ usual: always, except: [/wide/ü] }', '/wide/%C3%BC'],
  ['{ usual: never, except: [/wide/ü] }', '/wide/%C3%BC/'],
])(
  'links to a page whose route is written in another spelling lead there at once: %s',
  async (slash, url) => {
    const built = await buildSite({
      'site.yaml': `trailing_slash: ${slash}\n`,
      'data/list.json': '[1,2]',
      'pages/wide.liquid':
        '---\nroute: /wide/ü/\npaginate: { items: data.list, size: 1 }\n---\n{{ paginator.first.url }} {{ paginator.previous.url }}',
      'pages/text.md': '[wide](wide.liquid)',
    });
    const packs = built.packs.map(({ name, text }) => [KEYS.pack(name), text] as const);
    const ask = visitorsOf(new Map([...packs, [KEYS.live('main'), built.manifest]]));
    expect((await ask(url)).status).toBe(200);
    const part = `/wide/%C3%BC/page/2${slash.includes('always') ? '/' : ''}`;
    expect((await ask(part)).body.trim()).toBe(`${url} ${url}`);
    expect((await ask(slash.includes('always') ? '/text/' : '/text')).body).toContain(`href="${url}"`);
  },
);
