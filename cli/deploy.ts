import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../schema/message-of.ts';
import { type Deployed, deploySite } from './deploy-site.ts';
import { Wrangler } from './wrangler.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
  const dryRun = values['dry-run'];
  const path = join(ROOT, 'node_modules/.bin/wrangler');
  if (dryRun) console.log('A dry run: the account is not asked and nothing is sent.\n');
  const deployed = await deploySite(
    new Wrangler({ root: ROOT, path, dryRun, say: (line) => console.log(line) }),
  );
  console.log(dryRun ? '\nThe dry run went through.' : report(deployed));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

function report({ site, admin, token }: Deployed): string {
  const unnamed = '(wrangler named no URL; see the Worker in the Cloudflare dashboard)';
  const lines = ['', `  Site    ${site ?? unnamed}`, `  Admin   ${admin ?? unnamed}`];
  if (token !== undefined)
    lines.push(
      `  Token   ${token}`,
      '',
      'The token is shown this once. Keep it: it is the key to the admin.',
    );
  return lines.join('\n');
}
