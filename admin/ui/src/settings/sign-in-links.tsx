import { useSignal } from '@preact/signals';
import { createSignInLink } from '../api/site.ts';
import { signOut } from '../session/session.ts';
import { sayError } from '../shell/toasts.ts';
import { Secret } from './secret.tsx';

/** Makes a link that signs another browser in, and ends all sessions. */
export function SignInLinks() {
  const link = useSignal('');
  const make = () =>
    createSignInLink().then(({ url }) => {
      link.value = url;
    }, sayError);
  return (
    <section class="stack">
      <h2>Sign in elsewhere</h2>
      <p class="soft">A link that signs a browser in once, within ten minutes, as you.</p>
      {link.value ? (
        <Secret text={link.value} />
      ) : (
        <div class="row wrap">
          <button type="button" class="button" onClick={make}>
            Make a sign-in link
          </button>
          <button type="button" class="button" onClick={() => void signOut(true)}>
            Sign out everywhere
          </button>
        </div>
      )}
    </section>
  );
}
