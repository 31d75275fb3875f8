import { expect, test } from 'vitest';
import { buildSite } from '../support/build-site.ts';

const API = 'upstreams: { api: { url: "https://api.test" } }\n';

test('status: names a fetch of the page, or of a route to it', async () => {
  const page = (front: string) => ({ 'site.yaml': API, 'pages/index.liquid': `---\n${front}\n---\n` });
  await expect(buildSite(page('status: post'))).rejects.toThrow('missing_fetch');
  await expect(buildSite(page('status: toString\nfetch: { post: "api:/x" }'))).rejects.toThrow(
    'missing_fetch',
  );
  await buildSite(page('status: post\nfetch: { post: "api:/x" }'));
  await buildSite({
    'site.yaml': `${API}routes:\n  /p/{id}: { page: index, fetch: { post: "api:/x" } }`,
    'pages/index.liquid': '---\nstatus: post\n---\n',
  });
});

test('a fetch names an upstream of site.yaml', async () => {
  const files = { 'site.yaml': API, 'pages/index.liquid': '---\nfetch: { x: "none:/x" }\n---\n' };
  await expect(buildSite(files)).rejects.toThrow('missing_upstream');
});
