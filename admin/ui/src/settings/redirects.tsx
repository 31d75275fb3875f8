import type { SiteConfig } from '../../../../schema/site.ts';
import { Icon } from '../parts/icon.tsx';

type Targets = NonNullable<SiteConfig['redirects']>;

/** Old addresses and where they lead. */
export function Redirects({
  redirects,
  change,
}: {
  redirects: Targets;
  change(redirects: Targets): Promise<void>;
}) {
  const entries = Object.entries(redirects);
  const replace = (at: number, entry?: [string, Targets[string]]) =>
    void change(
      Object.fromEntries(entries.flatMap((old, index) => (index === at ? (entry ? [entry] : []) : [old]))),
    );
  const free = `/old${entries.length ? `-${entries.length}` : ''}`;
  return (
    <fieldset>
      <legend>Redirects</legend>
      {entries.map(([from, target], at) => {
        const to = typeof target === 'string' ? target : target.to;
        const withTo = (next: string) => (typeof target === 'string' ? next : { ...target, to: next });
        return (
          <div key={`${from} ${to}`} class="pair">
            <input
              class="input mono"
              aria-label={`Redirect ${at + 1} from`}
              defaultValue={from}
              onChange={(event) => replace(at, [event.currentTarget.value, target])}
            />
            <input
              class="input mono"
              aria-label={`Redirect ${at + 1} to`}
              defaultValue={to}
              onChange={(event) => replace(at, [from, withTo(event.currentTarget.value)])}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={`Remove the redirect from ${from}`}
              onClick={() => replace(at)}
            >
              <Icon name="trash" />
            </button>
          </div>
        );
      })}
      <div>
        <button type="button" class="button small" onClick={() => void change({ ...redirects, [free]: '/' })}>
          <Icon name="plus" /> Add a redirect
        </button>
      </div>
    </fieldset>
  );
}
