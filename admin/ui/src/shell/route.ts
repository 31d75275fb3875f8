import { signal } from '@preact/signals';

/** What the address bar names, behind the `#`. Hash routes: a path that is no file stays a 404. */
export type Route =
  | { readonly view: 'files' }
  | { readonly view: 'edit'; readonly path: string }
  /** What a file was; `version` is the one to show first. */
  | { readonly view: 'history'; readonly path: string; readonly version?: number }
  /** The entries of a collection; of the first one where it is left out. */
  | { readonly view: 'content'; readonly collection: string }
  /** Data files, as forms. */
  | { readonly view: 'data' }
  /** Pictures. */
  | { readonly view: 'media' }
  | { readonly view: 'search' }
  /** The preview in a window of its own. */
  | { readonly view: 'preview' }
  | { readonly view: 'releases' }
  | { readonly view: 'compare'; readonly from: string; readonly to: string }
  | { readonly view: 'settings'; readonly tab: SettingsTab };

export const SETTINGS_TABS = ['site', 'tokens', 'audit', 'status'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export const route = signal<Route>(readRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = readRoute(location.hash);
});

/** Goes to a route; `replace` leaves no step to go back to. */
export function go(to: Route, replace = false): void {
  const hash = href(to);
  if (location.hash === hash) return;
  if (replace) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  route.value = to;
}

/** The address of a route, for links. */
export function href(to: Route): string {
  switch (to.view) {
    case 'files':
      return '#/';
    case 'edit':
      return `#/edit/${encodePath(to.path)}`;
    case 'history':
      return to.version === undefined
        ? `#/history/${encodePath(to.path)}`
        : `#/version/${to.version}/${encodePath(to.path)}`;
    case 'content':
      return `#/content/${encodeURIComponent(to.collection)}`;
    case 'data':
      return '#/data';
    case 'media':
      return '#/media';
    case 'search':
      return '#/search';
    case 'preview':
      return '#/preview';
    case 'releases':
      return '#/releases';
    case 'compare':
      return `#/compare/${to.from}/${to.to}`;
    case 'settings':
      return `#/settings/${to.tab}`;
  }
}

export function readRoute(hash: string): Route {
  const [view, ...rest] = hash.replace(/^#\/?/, '').split('/').map(decode);
  const path = rest.join('/');
  const [version = '', ...ofVersion] = rest;
  if (view === 'version' && /^\d+$/.test(version) && ofVersion.length > 0)
    return { view: 'history', path: ofVersion.join('/'), version: Number(version) };
  if ((view === 'edit' || view === 'history') && path !== '') return { view, path };
  if (view === 'content') return { view, collection: rest[0] ?? '' };
  if (view === 'search' || view === 'releases' || view === 'preview' || view === 'media' || view === 'data')
    return { view };
  if (view === 'compare' && rest.length === 2) return { view, from: rest[0] ?? '', to: rest[1] ?? '' };
  if (view === 'settings') return { view, tab: SETTINGS_TABS.find((tab) => tab === rest[0]) ?? 'site' };
  return { view: 'files' };
}

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody typed a lone % into the address bar
  }
}
