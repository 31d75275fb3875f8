import { lazy } from './parts/lazy.tsx';
import { session } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';
import { Dialogs } from './shell/open-dialog.tsx';
import { route } from './shell/route.ts';
import { Shell } from './shell/shell.tsx';
import { Toasts } from './shell/toast-list.tsx';

const PreviewWindow = lazy(() => import('./preview/window-view.tsx').then((module) => module.PreviewWindow));

/** The whole page. When a session ends, the app stays below the sign-in form with all that was typed. */
export function App() {
  const state = session.value;
  return (
    <>
      {(state === 'in' || state === 'ended') && (
        <div class="app" inert={state === 'ended'}>
          {route.value.view === 'preview' ? <PreviewWindow /> : <Shell />}
        </div>
      )}
      {state === 'in' && <Dialogs />}
      {(state === 'out' || state === 'ended') && <SignIn />}
      {state === 'asking' && <p class="starting">Opening the editor…</p>}
      <Toasts />
    </>
  );
}
