import { CliError, EXIT } from '../frame/exit.ts';
import type { Client } from './client.ts';
import { Refused } from './refusal.ts';
import { site } from './site.ts';

type Found = Awaited<ReturnType<typeof site.releases>>['releases'][number];

/** The first of all releases, the newest first, that `isIt`. Asks for as many as it takes. */
export async function findRelease(
  client: Client,
  isIt: (release: Found) => boolean,
): Promise<Found | undefined> {
  for (let before: number | undefined; ; ) {
    const page: Awaited<ReturnType<typeof site.releases>> = await site.releases(client, 200, before);
    const found = page.releases.find(isIt);
    if (found || page.before === null) return found;
    before = page.before;
  }
}

/** A release that somebody names by its number or its id, as `meniscus releases` lists them. */
export async function releaseNamed(
  client: Client,
  given: string,
): Promise<{ readonly id: string; readonly version: number }> {
  if (/^\d{1,9}$/.test(given)) {
    const found = await findRelease(client, ({ version }) => version === Number(given));
    if (found) return found;
    throw noRelease(`There is no release with the number ${given}.`);
  }
  try {
    return await site.release(client, given);
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'not_found')
      throw noRelease(`There is no release ${given}.`);
    throw error;
  }
}

export const noRelease = (message: string): CliError =>
  new CliError(message, { code: 'not_found', exit: EXIT.found, next: 'meniscus releases lists them.' });
