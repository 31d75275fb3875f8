import { lazy } from '../parts/lazy.tsx';
import { identity, signOut } from '../session/session.ts';
import { href, type SettingsTab } from '../shell/route.ts';
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

export function Settings({ tab }: { tab: SettingsTab }) {
  return (
    <div class="page">
      <div class="inner settings">
        <header>
          <div>
            <h1>Settings</h1>
            <p class="soft">Signed in as {identity.value?.name}</p>
          </div>
          <button type="button" class="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </header>
        <nav class="sub-nav" aria-label="Settings">
          {Object.entries(TABS).map(([name, label]) => (
            <a
              key={name}
              href={href({ view: 'settings', tab: name as SettingsTab /* keys of TABS */ })}
              {...(name === tab && { 'aria-current': 'page' as const })}
            >
              {label}
            </a>
          ))}
        </nav>
        {tab === 'site' && <Site />}
        {tab === 'tokens' && <Tokens />}
        {tab === 'audit' && <Audit />}
        {tab === 'status' && <Status />}
      </div>
    </div>
  );
}
