import { session } from './stores/session.ts';
import { Dialogs } from './views/dialogs.tsx';
import { Shell } from './views/shell.tsx';
import { SignIn } from './views/sign-in.tsx';
import { Toasts } from './views/toasts.tsx';

/** The whole page. When a session ends, the app stays below the sign-in form with all that was typed. */
export function App() {
  const state = session.value;
  return (
    <>
      {(state === 'in' || state === 'ended') && (
        <div class="app" inert={state === 'ended'}>
          <Shell />
        </div>
      )}
      {state === 'in' && <Dialogs />}
      {(state === 'out' || state === 'ended') && <SignIn />}
      {state === 'asking' && <p class="starting">Opening the editor…</p>}
      <Toasts />
    </>
  );
}
