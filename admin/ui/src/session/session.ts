import { signal } from '@preact/signals';
import { messageOf } from '../../../../schema/message-of.ts';
import { ApiError, whenUnauthorized } from '../api/client.ts';
import { closeSession, openSession, whoAmI } from '../api/site.ts';
import { route } from '../shell/route.ts';
import { identity, maySeeSite } from './may.ts';
import { loadSite, siteProblem } from './site.ts';

/**
 * `asking`: not known yet. `ended`: it was open and is not any more; the app stays as it is below the sign-in form, so
 * that nothing typed is lost.
 */
export type Session = 'asking' | 'out' | 'in' | 'ended';

export const session = signal<Session>('asking');
/** Why signing in did not work, for the person. */
export const sessionProblem = signal('');

whenUnauthorized(() => {
  if (session.value === 'in') session.value = 'ended';
});

/** Signs in by the link's code, if the page was opened by one, else finds out whether the browser still has a session. */
export async function startSession(): Promise<void> {
  const given = takeFromAddress();
  if (given) await signIn(given);
  else await enter();
}

export async function signIn(given: { code: string } | { token: string }): Promise<void> {
  sessionProblem.value = '';
  try {
    identity.value = await openSession(given);
    await enter();
  } catch (error) {
    if (session.value === 'asking') session.value = 'out';
    sessionProblem.value = explain(error, 'code' in given);
  }
}

export async function signOut(everywhere = false): Promise<void> {
  await closeSession(everywhere);
  identity.value = null;
  session.value = 'out';
}

async function enter(): Promise<void> {
  try {
    // Both at once: most people may see the whole site. Who may not is asked about the part that they may see.
    const [who, site] = await Promise.allSettled([
      identity.value ?? whoAmI(),
      loadSite({ whole: true, open: pathInAddress() }),
    ]);
    if (who.status === 'rejected') throw who.reason;
    identity.value = who.value;
    if (!maySeeSite.value) await loadSite({ open: pathInAddress() });
    else if (site.status === 'rejected') throw site.reason;
    siteProblem.value = '';
  } catch (error) {
    if (identity.value === null || (error instanceof ApiError && error.status === 401)) return refuse(error);
    siteProblem.value = explain(error, false);
  }
  session.value = 'in';
}

/** The path of the file that the address names. */
function pathInAddress(): string {
  const at = route.value;
  return at.view === 'edit' || at.view === 'history' ? at.path : '';
}

/** Reads the files again that could not be read. */
export async function tryAgain(): Promise<void> {
  await enter();
}

function refuse(error: unknown): void {
  identity.value = null;
  if (session.value === 'asking') session.value = 'out';
  if (!(error instanceof ApiError && error.status === 401)) sessionProblem.value = explain(error, false);
}

/** The fragment that `npm start` prints. It leaves the address bar at once, and with it the history. */
function takeFromAddress(): { code: string } | { token: string } | undefined {
  const found = /^#(sign-in|token)=(.+)$/.exec(location.hash);
  if (!found) return undefined;
  history.replaceState(null, '', `${location.pathname}#/`);
  const value = decodeURIComponent(found[2] ?? '');
  return found[1] === 'token' ? { token: value } : { code: value };
}

function explain(error: unknown, byCode: boolean): string {
  if (error instanceof ApiError && error.status === 401) {
    return byCode
      ? 'This sign-in link was used already or is too old. Start the server again for a new one, or use a token.'
      : 'This token is not valid.';
  }
  return messageOf(error);
}
