import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { siteUrl } from '../session/site.ts';

/** By when every location of the network shows the release: a countdown. */
export function Propagation({ by }: { by: number }) {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1_000);
    return () => clearInterval(timer);
  }, [now]);
  const left = Math.ceil((by - now.value) / 1_000);
  return (
    <div class="stack">
      <p>
        {left > 0
          ? `New visitors see it now. Locations far away may show the release before for up to ${left} s more.`
          : 'Every location shows it.'}
      </p>
      <div class="row wrap">
        <a class="button" href={siteUrl.value} target="_blank" rel="noopener">
          <Icon name="external" /> Open the site
        </a>
        <a class="button" href="#/releases">
          Releases, to go back to one
        </a>
      </div>
    </div>
  );
}
