import { sidebarOpen } from '../editor/panes.ts';
import { Icon, type IconName, Mark } from '../parts/icon.tsx';
import { unpublished } from '../releases/loaded-releases.ts';
import { identity, isForContent, mayPublish, maySeeSite } from '../session/may.ts';
import { hasContent, status } from '../session/site.ts';
import { openDialog } from './dialogs.ts';
import { href, type Route, route } from './route.ts';
import { nextTheme, type Theme, theme } from './theme.ts';

const THEME_ICONS: Readonly<Record<Theme, IconName>> = { system: 'auto', light: 'sun', dark: 'moon' };

export function TopBar() {
  return (
    <header class="top-bar">
      {!isForContent.value && <SidebarButton />}
      <a class="icon-button" href={href({ view: 'files' })} aria-label="Start">
        <Mark />
      </a>
      <div class="site-name">
        <span class="name ellipsis">{status.value?.site ?? identity.value?.prefix}</span>
      </div>
      <nav aria-label="Main">
        {!isForContent.value && (
          <NavLink
            to={{ view: 'files' }}
            icon="page"
            label="Files"
            views={['files', 'edit', 'history', 'search']}
          />
        )}
        {(hasContent.value || isForContent.value) && (
          <NavLink
            to={{ view: 'content', collection: '' }}
            icon="entry"
            label="Content"
            views={isForContent.value ? ['content', 'data', 'files', 'edit', 'history'] : ['content', 'data']}
          />
        )}
        {maySeeSite.value && <NavLink to={{ view: 'media' }} icon="asset" label="Media" views={['media']} />}
        {maySeeSite.value && (
          <NavLink
            to={{ view: 'releases' }}
            icon="releases"
            label="Releases"
            views={['releases', 'compare']}
          />
        )}
        <NavLink
          to={{ view: 'settings', tab: 'site' }}
          icon="settings"
          label="Settings"
          views={['settings']}
        />
      </nav>
      <button
        type="button"
        class="find"
        title="Find a file or a command"
        onClick={() => openDialog({ dialog: 'palette' })}
      >
        <Icon name="search" />
        <span>Go to…</span>
        <kbd>{MOD}K</kbd>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={`Theme: ${theme.value}`}
        title={`Theme: ${theme.value}`}
        onClick={nextTheme}
      >
        <Icon name={THEME_ICONS[theme.value]} />
      </button>
      {mayPublish.value && <PublishButton />}
    </header>
  );
}

function SidebarButton() {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Files"
      aria-pressed={sidebarOpen.value}
      onClick={() => {
        sidebarOpen.value = !sidebarOpen.value;
      }}
    >
      <Icon name="sidebar" />
    </button>
  );
}

function PublishButton() {
  return (
    <button
      type="button"
      class="button primary publish"
      title={
        unpublished.value
          ? 'The draft has changes that visitors do not see'
          : 'Visitors see the draft as it is'
      }
      onClick={() => openDialog({ dialog: 'publish' })}
    >
      {unpublished.value && <span class="dot" aria-hidden="true" />}
      Publish
    </button>
  );
}

export const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';

function NavLink({
  to,
  icon,
  label,
  views,
}: {
  to: Route;
  icon: IconName;
  label: string;
  views: Route['view'][];
}) {
  const current = views.includes(route.value.view);
  return (
    <a href={href(to)} aria-label={label} {...(current && { 'aria-current': 'page' as const })}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  );
}
