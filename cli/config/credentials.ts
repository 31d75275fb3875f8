import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { own } from '../../schema/own.ts';
import { writeOwnFile } from '../folder/write.ts';
import { usage } from '../frame/exit.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What opens an admin: a token, or the cookie of a session that a sign-in link began. */
const credentialSchema = z.union([
  z.strictObject({ token: z.string() }),
  z.strictObject({ cookie: z.string() }),
]);

export type Credential = z.infer<typeof credentialSchema>;

const fileSchema = z.strictObject({ version: z.literal(1), sites: z.record(z.string(), credentialSchema) });

/** The user's own file: MENISCUS_CONFIG_HOME, else as the system has it. */
export function credentialsPath(env: Env): string {
  const base =
    env.MENISCUS_CONFIG_HOME ??
    join(
      env.XDG_CONFIG_HOME ??
        (process.platform === 'win32' ? env.APPDATA : undefined) ??
        join(env.HOME ?? homedir(), '.config'),
      'meniscus',
    );
  return join(base, 'credentials.json');
}

/** What is known for an admin's origin. */
export function readCredential(env: Env, origin: string): Credential | undefined {
  return own(readAll(env).sites, origin);
}

/** Keeps what opens an admin where only the user can read it; undefined forgets it. */
export function writeCredential(env: Env, origin: string, credential: Credential | undefined): void {
  const path = credentialsPath(env);
  const { [origin]: _, ...others } = readAll(env).sites;
  const sites = credential ? { ...others, [origin]: credential } : others;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeOwnFile(path, `${JSON.stringify({ version: 1, sites }, null, 2)}\n`, 0o600);
}

function readAll(env: Env): z.infer<typeof fileSchema> {
  const path = credentialsPath(env);
  if (!existsSync(path)) return { version: 1, sites: {} };
  try {
    return z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw usage(
      `${path} is damaged: nobody can tell what is in it.`,
      `Remove it (rm ${path}), then run meniscus login again.`,
    );
  }
}
