import { publishDraft } from '../api/site.ts';
import { attempt, say } from '../shell/toasts.ts';

/** Publishes one file for a person who sees only a part of the site: what else differs is not theirs to know. */
export async function publishAlone(path: string): Promise<void> {
  await attempt(`publish ${path}`, async () => {
    const { version, state } = await publishDraft(`Change ${path}`, undefined, [path]);
    say(`Release ${version} with ${path} is ${state === 'live' ? 'live' : 'on its way'}.`);
  });
}
