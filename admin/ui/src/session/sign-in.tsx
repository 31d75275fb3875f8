import { useState } from 'preact/hooks';
import { Mark } from '../parts/icon.tsx';
import { session, sessionProblem, signIn } from './session.ts';
import './sign-in.css';

export function SignIn() {
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    await signIn({ token: token.trim() });
    setBusy(false);
  };
  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <Mark />
        <h1>{session.value === 'ended' ? 'Your session has ended' : 'Sign in to edit'}</h1>
        <p class="soft">
          {session.value === 'ended'
            ? 'Sign in again to go on where you were. What you typed is still there.'
            : 'Open the link that npm start printed, or paste a token.'}
        </p>
        <div class="field">
          <label for="token">Token</label>
          <input
            id="token"
            class="input mono"
            type="password"
            autocomplete="current-password"
            required
            value={token}
            aria-invalid={sessionProblem.value !== ''}
            aria-describedby="token-problem"
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <p id="token-problem" class="problem" role="alert">
            {sessionProblem.value}
          </p>
        </div>
        <button class="button primary" type="submit" disabled={busy || token.trim() === ''}>
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
        <p class="faint small">
          If you came by a link, ask for a new one
          {session.value === 'ended' ? ', open it in this browser and reload this page' : ''}. Your operator’s
          token is the secret <code>ADMIN_TOKEN</code>; in development it is in <code>admin/.dev.vars</code>.
        </p>
      </form>
    </main>
  );
}
