import * as z from 'zod/mini';
import { type AdminTarget, callAdmin, fileUrl } from './admin-client.ts';

const HOME = 'pages/index.liquid';
const NEW_HEADLINE = 'Hello from curl.';
/** A home page longer than this makes no command that anyone would paste. */
const PASTABLE = 2_000;

/** What `npm start` prints when everything runs. */
export async function welcome(target: AdminTarget): Promise<string> {
  const admin = `http://admin.localhost:${target.port}`;
  const lines = [
    '',
    `  Site    http://localhost:${target.port}`,
    `  Admin   ${admin}/${await signIn(target)}`,
    '',
    ...(await tryThis(target, admin)),
    '',
    'Ctrl-C ends it. What you have changed is kept for the next start.',
    '',
  ];
  return lines.join('\n');
}

/** The fragment that signs a browser in: a code that works once where the API has them, else the token. */
async function signIn(target: AdminTarget): Promise<string> {
  const reply = await callAdmin(target, 'POST', '/api/sign-in-codes');
  if (reply.status !== 200 && reply.status !== 201) return `#token=${target.token}`;
  const { code } = z.parse(z.object({ code: z.string() }), JSON.parse(reply.text));
  return `#sign-in=${code}`;
}

async function tryThis(target: AdminTarget, admin: string): Promise<string[]> {
  const home = await callAdmin(target, 'GET', fileUrl(HOME));
  const changed = home.status === 200 ? changeHeadline(home.text) : undefined;
  const url = `${admin}/api/files/${HOME}?publish=1`;
  if (changed === undefined) {
    return [
      'Change a file of the site:',
      '',
      `curl -X PUT '${url}' -H 'Authorization: Bearer ${target.token}' --data-binary @index.liquid`,
    ];
  }
  return ['Paste this to change the home page, then reload it:', '', putCommand(url, target.token, changed)];
}

/** A home page like the starter's with another headline; nothing for one that has no headline to change. */
export function changeHeadline(source: string): string | undefined {
  if (source.length > PASTABLE || !/^headline: /m.test(source)) return undefined;
  return source.replace(/^headline: .*$/m, `headline: ${NEW_HEADLINE}`);
}

/** A command for any shell. The file is in single quotes, in which every character but the single quote means itself. */
export function putCommand(url: string, token: string, source: string): string {
  const quoted = source.trimEnd().replaceAll("'", `'\\''`);
  return `curl -X PUT '${url}' -H 'Authorization: Bearer ${token}' --data-binary '${quoted}'`;
}
