import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Bytes of a token that we make: 256 bits, more than anybody can guess. */
const TOKEN_BYTES = 32;

/** A new random token for the operator, safe in URLs, headers and shells. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * Gives the admin Worker of development its secrets: a token when `path` (admin/.dev.vars) has none, and the URL at which
 * this start serves the site. Everything else in the file stays as it is. Returns the token.
 */
export function ensureDevVars(path: string, siteUrl: string): string {
  const before = readIfThere(path);
  const token = readValue(before, 'ADMIN_TOKEN') || newToken();
  const after = withValue(withValue(before, 'ADMIN_TOKEN', token), 'SITE_URL', siteUrl);
  if (after !== before) writeFileSync(path, after, { mode: 0o600 });
  return token;
}

/** The value of a name in a .dev.vars file: `NAME=value` or `NAME="value"`, the last one counts. */
export function readValue(text: string, name: string): string | undefined {
  let found: string | undefined;
  for (const line of text.split('\n')) {
    const match = /^\s*(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S*))/.exec(line);
    if (match?.[1] === name) found = match[2] ?? match[3] ?? match[4];
  }
  return found;
}

function withValue(text: string, name: string, value: string): string {
  if (readValue(text, name) === value) return text;
  const others = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !new RegExp(`^\\s*${name}\\s*=`).test(line));
  return `${[...others, `${name}=${value}`].join('\n')}\n`;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
