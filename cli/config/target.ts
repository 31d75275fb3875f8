import { own } from '../../schema/own.ts';
import type { Context } from '../frame/context.ts';
import { usage } from '../frame/exit.ts';
import type { Project } from './config.ts';
import { type Credential, readCredential } from './credentials.ts';

/** An admin that a command talks to. */
export interface Target {
  /** Its name in meniscus.json, else its host. */
  readonly name: string;
  /** As https://admin.example.com, without a slash at the end. */
  readonly origin: string;
  /** What opens it; undefined when nobody is signed in. */
  readonly credential: Credential | undefined;
}

/** The admin that --to names; without it MENISCUS_URL, the default of meniscus.json, or its only site. */
export function findTarget(ctx: Context, project: Project, to: string | undefined): Target {
  const { config } = project;
  const names = Object.keys(config.sites);
  const chosen = to ?? ctx.env.MENISCUS_URL ?? config.default ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined) throw unnamed(names);
  const url = own(config.sites, chosen) ?? chosen;
  if (!/^https?:\/\//.test(url)) throw unknown(chosen, names);
  const origin = originOf(url);
  const name = names.find((each) => own(config.sites, each) === url) ?? new URL(origin).host;
  return { name, origin, credential: credentialOf(ctx, name, origin) };
}

/** Several --to, each once. */
export function findTargets(ctx: Context, project: Project, to: readonly string[]): Target[] {
  if (to.length === 0) return [findTarget(ctx, project, undefined)];
  const found = to.map((each) => findTarget(ctx, project, each));
  return found.filter(({ origin }, at) => found.findIndex((other) => other.origin === origin) === at);
}

/** MENISCUS_TOKEN_STAGING for the site `staging`, then MENISCUS_TOKEN, then what `login` has kept. */
function credentialOf(ctx: Context, name: string, origin: string): Credential | undefined {
  const specific = own(ctx.env, `MENISCUS_TOKEN_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`);
  const token = (specific || ctx.env.MENISCUS_TOKEN)?.trim();
  return token ? { token: checkToken(token) } : readCredential(ctx.env, origin);
}

/** Throws for what no request can carry, without showing it. */
export function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw usage('A token is one word, without spaces.', 'Copy it again, whole and alone.');
}

/** The origin of an admin's address, as people paste it. Throws for what no token may be sent to. */
export function originOf(address: string): string {
  if (!URL.canParse(address))
    throw usage(`${address} is no address.`, 'Write it as https://admin.example.com.');
  const url = new URL(address);
  if (url.protocol === 'http:' && !isLocal(url.hostname))
    throw usage(
      `${url.origin} is not encrypted: whoever is on the way could read the token.`,
      `Use https://${url.host}. Plain http is for this machine only.`,
    );
  return url.origin;
}

export function isLocal(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

function unnamed(names: readonly string[]): Error {
  if (names.length > 1)
    return usage(
      `Which site? meniscus.json has ${names.join(', ')}, and no default.`,
      `Add --to ${names[0]}, or "default": "${names[0]}" to meniscus.json.`,
    );
  return usage(
    'No site is configured for this folder.',
    'meniscus login https://admin.example.com signs you in and notes it in meniscus.json. A build server sets MENISCUS_URL and MENISCUS_TOKEN.',
  );
}

function unknown(name: string, names: readonly string[]): Error {
  if (name.includes('://') || !/^[a-z][a-z0-9-]*$/.test(name))
    return usage(
      `${name} is no address of an admin, and no name of a site.`,
      'An address begins with https://, or with http:// on this machine; a name is a-z, 0-9 and hyphens.',
    );
  const known = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.';
  return usage(
    `meniscus.json has no site called ${name}. ${known}`,
    `meniscus login https://admin.example.com --name ${name} adds it.`,
  );
}
