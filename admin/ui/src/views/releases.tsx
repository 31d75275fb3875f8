import { useEffect } from 'preact/hooks';
import { loadReleases, releases } from '../stores/publish.ts';
import { sayError } from '../stores/toasts.ts';

export function Releases() {
  useEffect(() => {
    loadReleases().catch(sayError);
  }, []);
  return (
    <div class="page">
      <div class="inner">
        <h1>Releases</h1>
        <ul>
          {releases.value?.map((release) => (
            <li key={release.id}>
              {release.version} {release.message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
