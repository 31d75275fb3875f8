import { plural } from '../parts/words.ts';
import { subject } from './state.ts';
import { usedBy } from './used-by.ts';

/** Which pages use the open file, to pick the one that is shown. */
export function UsedByBar() {
  const found = usedBy.value;
  if (!found) return null;
  const name = found.path.slice(found.path.lastIndexOf('/') + 1);
  if (found.total === 0) return <p class="used-by soft">No page uses {name}.</p>;
  const what = subject.value;
  const shown = 'url' in what ? what.url : '';
  return (
    <label class="used-by soft">
      <span class="ellipsis">
        {name} is used by {plural(found.total, 'page')}
      </span>
      <select
        class="input mono"
        aria-label={`Pages that use ${name}`}
        value={shown}
        onChange={(event) => {
          subject.value = { url: event.currentTarget.value };
        }}
      >
        {!found.addresses.some(({ url }) => url === shown) && <option value={shown}>{shown}</option>}
        {found.addresses.map(({ url }) => (
          <option key={url} value={url}>
            {url}
          </option>
        ))}
      </select>
    </label>
  );
}
