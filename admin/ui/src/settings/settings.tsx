import { lazy } from '../parts/lazy.tsx';
import { identity, limitsSaid, mayAdmin, mayLetIn, maySeeSite } from '../session/may.ts';
import { signOut } from '../session/session.ts';
import { href, SETTINGS_TABS, type SettingsTab } from '../shell/route.ts';
import './settings.css';

const Site = lazy(() => import('./site.tsx').then((module) => module.SettingsSite));
const Tokens = lazy(() => import('./tokens.tsx').then((module) => module.SettingsTokens));
const Audit = lazy(() => import('./audit.tsx').then((module) => module.SettingsAudit));
const Status = lazy(() => import('./status.tsx').then((module) => module.SettingsStatus));

const TABS: Readonly<Record<SettingsTab, string>> = {
  site: 'Site',
  tokens: 'Access',
  audit: 'Audit log',
  status: 'Status and limits',
};

/** Whether the person may see what a tab shows. */
const may = (tab: SettingsTab): boolean =>
  ({ tokens: mayLetIn, audit: mayAdmin, site: maySeeSite, status: maySeeSite })[tab].value;

export function Settings({ tab }: { tab: SettingsTab }) {
  return (
    <div class="page">
      <div class="inner settings">
        <header>
          <div>
            <h1>Settings</h1>
            <p class="soft">Signed in as {identity.value?.name}</p>
            {limitsSaid.value && <p class="soft">{limitsSaid.value}</p>}
          </div>
          <button type="button" class="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </header>
        <nav class="sub-nav" aria-label="Settings">
          {SETTINGS_TABS.filter(may).map((name) => (
            <a
              key={name}
              href={href({ view: 'settings', tab: name })}
              {...(name === tab && { 'aria-current': 'page' as const })}
            >
              {TABS[name]}
            </a>
          ))}
        </nav>
        {may(tab) && <Shown tab={tab} />}
      </div>
    </div>
  );
}

function Shown({ tab }: { tab: SettingsTab }) {
  switch (tab) {
    case 'site':
      return <Site />;
    case 'tokens':
      return <Tokens />;
    case 'audit':
      return <Audit />;
    case 'status':
      return <Status />;
  }
}
