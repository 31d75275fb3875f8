import { useEffect } from 'preact/hooks';
import { lazy } from '../parts/lazy.tsx';
import { listenForEvents } from '../stores/events.ts';
import { listenForKeys } from '../stores/keys.ts';
import { sidebarOpen } from '../stores/panes.ts';
import { loadReleases } from '../stores/publish.ts';
import { route } from '../stores/route.ts';
import { sayError } from '../stores/toasts.ts';
import { DropZone } from './drop-zone.tsx';
import { FilesStart } from './files-start.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const Workbench = lazy(() => import('./workbench.tsx').then((module) => module.Workbench));
const Search = lazy(() => import('./search.tsx').then((module) => module.Search));
const History = lazy(() => import('./history.tsx').then((module) => module.History));
const Compare = lazy(() => import('./compare.tsx').then((module) => module.Compare));
const Settings = lazy(() => import('./settings.tsx').then((module) => module.Settings));
const Releases = lazy(() => import('./releases.tsx').then((module) => module.Releases));

/** Everything behind the sign-in. */
export function Shell() {
  useEffect(listenForKeys, []);
  useEffect(listenForEvents, []);
  useEffect(() => {
    loadReleases().catch(sayError);
  }, []);
  return (
    <div class={`shell ${sidebarOpen.value ? 'with-sidebar' : ''}`}>
      <TopBar />
      <Sidebar />
      <main class="main">
        <View />
      </main>
      <StatusBar />
      <DropZone />
    </div>
  );
}

function View() {
  const at = route.value;
  switch (at.view) {
    case 'edit':
      return <Workbench path={at.path} />;
    case 'history':
      return <History key={at.path} path={at.path} />;
    case 'search':
      return <Search />;
    case 'releases':
      return <Releases />;
    case 'compare':
      return <Compare from={at.from} to={at.to} />;
    case 'settings':
      return <Settings tab={at.tab} />;
    case 'files':
      return <FilesStart />;
  }
}
