import { useEffect } from 'preact/hooks';
import { sidebarOpen } from '../editor/panes.ts';
import { StatusBar } from '../editor/status-bar.tsx';
import { FilesStart } from '../files/files-start.tsx';
import { Sidebar } from '../files/sidebar.tsx';
import { lazy } from '../parts/lazy.tsx';
import { loadReleases } from '../releases/loaded-releases.ts';
import { listenForEvents } from '../session/events.ts';
import { isForContent } from '../session/may.ts';
import { DropZone } from '../upload/drop-zone.tsx';
import { listenForKeys } from './keys.ts';
import { route } from './route.ts';
import { attempt } from './toasts.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const Workbench = lazy(() => import('../editor/workbench.tsx').then((module) => module.Workbench));
const Search = lazy(() => import('../search/search.tsx').then((module) => module.Search));
const History = lazy(() => import('../history/history.tsx').then((module) => module.History));
const Compare = lazy(() => import('../releases/compare.tsx').then((module) => module.Compare));
const Content = lazy(() => import('../content/content.tsx').then((module) => module.Content));
const Media = lazy(() => import('../media/media.tsx').then((module) => module.Media));
const Settings = lazy(() => import('../settings/settings.tsx').then((module) => module.Settings));
const Releases = lazy(() => import('../releases/release-list.tsx').then((module) => module.Releases));

/** Everything behind the sign-in. */
export function Shell() {
  useEffect(listenForKeys, []);
  useEffect(listenForEvents, []);
  useEffect(() => {
    void attempt('releases', loadReleases);
  }, []);
  return (
    <div class={`shell ${sidebarOpen.value && !isForContent.value ? 'with-sidebar' : ''}`}>
      <TopBar />
      {!isForContent.value && <Sidebar />}
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
      return <History key={`${at.path} ${at.version}`} path={at.path} version={at.version} />;
    case 'content':
      return <Content name={at.collection} />;
    case 'data':
      return <Content name="" data />;
    case 'media':
      return <Media />;
    case 'search':
      return <Search />;
    case 'releases':
      return <Releases />;
    case 'compare':
      return <Compare from={at.from} to={at.to} />;
    case 'settings':
      return <Settings tab={at.tab} />;
    case 'files':
    case 'preview':
      return isForContent.value ? <Content name="" /> : <FilesStart />;
  }
}
