import { Icon } from '../parts/icon.tsx';
import type { Pictures } from './pictures.ts';

/** How pictures get on that are on their way, and why others were not taken. */
export function SendingList({ pictures }: { pictures: Pictures }) {
  const { value } = pictures.sending;
  if (value.length === 0) return null;
  return (
    <ul class="sending">
      {value.map((one) => (
        <li key={one.id} class="row">
          {one.problem.value ? (
            <>
              <span class="grow problem" role="alert">
                {one.problem.value}
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={`Dismiss what is said of ${one.name}`}
                onClick={() => pictures.drop(one)}
              >
                <Icon name="close" />
              </button>
            </>
          ) : (
            <>
              <span class="grow ellipsis">{one.name}</span>
              <progress max={one.bytes} value={one.sent.value} aria-label={`Sent of ${one.name}`} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
