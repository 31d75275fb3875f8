import { session } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';
import { Dialogs } from './shell/open-dialog.tsx';
import { Shell } from './shell/shell.tsx';
import { Toasts } from './shell/toast-list.tsx';

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
