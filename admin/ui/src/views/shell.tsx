import { useEffect } from 'preact/hooks';
import { lazy } from '../parts/lazy.tsx';
import { listenForKeys } from '../stores/keys.ts';
import { sidebarOpen } from '../stores/panes.ts';
import { route } from '../stores/route.ts';
import { FilesStart } from './files-start.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const Workbench = lazy(() => import('./workbench.tsx').then((module) => module.Workbench));
const Releases = lazy(() => import('./releases.tsx').then((module) => module.Releases));

/** Everything behind the sign-in. */
export function Shell() {
  useEffect(listenForKeys, []);
  return (
    <div class={`shell ${sidebarOpen.value ? 'with-sidebar' : ''}`}>
      <TopBar />
      <Sidebar />
      <main class="main">
        <View />
      </main>
      <StatusBar />
    </div>
  );
}

function View() {
  const at = route.value;
  switch (at.view) {
    case 'edit':
      return <Workbench path={at.path} />;
    case 'releases':
      return <Releases />;
    default:
      return <FilesStart />;
  }
}
