import { expect, test } from 'vitest';
import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { Gate } from '../../../admin/check/gate.ts';
import { tryRender } from '../../../admin/check/render-page.ts';
import { PageReports } from '../../../admin/check/reports/page-reports.ts';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { buildSite } from '../../support/build-site.ts';
import { SeenInMemory } from '../gate/seen-rows.ts';

const PAGE =
  '---\nroute: /gone\nstatus: 410\n---\n{% if page.status == 200 %}{{ 1 | divided_by: 0 }}{% else %}{{ page.status }}{% endif %}{{ request.query.q }}';

async function siteOf(files: Readonly<Record<string, string>>): Promise<Assembled> {
  const { manifest, packs } = await buildSite(files);
  return new Assembled(
    manifest,
    packsFrom((name) => packs.find((pack) => pack.name === name)?.text),
  );
}

test('a page sees the status that its front matter says, as visitors have it', async () => {
  const site = await siteOf({ 'pages/gone.liquid': PAGE });
  const bodyAt = async (status: number) => {
    const url = new URL('https://x.test/gone');
    const input = {
      page: 'pages/gone.liquid',
      url,
      params: {},
      status,
      fetched: new Map(),
      now: () => 0,
    };
    const outcome = await tryRender(site, input);
    return 'rendered' in outcome ? outcome.rendered.body : outcome;
  };
  expect(await bodyAt(200)).toBe('410');
  // An error page is rendered for the status that the error has.
  expect(await bodyAt(500)).toBe('500');
});

test('the gate renders a page with its own status, and lets it pass', async () => {
  const site = await siteOf({ 'pages/gone.liquid': PAGE });
  const facts = new Map<string, Facts>([['pages/gone.liquid', compileFile('pages/gone.liquid', PAGE).facts]]);
  const parts: string[] = [];
  const gate = new Gate(site, {
    facts,
    texts: () => undefined,
    now: 0,
    seen: new SeenInMemory(),
    pages: new PageReports((part) => parts.push(part)),
  });
  while (!(await gate.slice()));
  expect(gate.diagnostics).toEqual([]);
  expect(JSON.parse(parts.join(''))).toMatchObject([{ page: 'pages/gone.liquid' }]);
});
