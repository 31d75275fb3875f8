import { useSignal } from '@preact/signals';
import { ApiError } from '../api/client.ts';
import { type PageChange, readPageChange } from '../api/history.ts';
import { changedAddresses } from '../api/usages.ts';
import { DiffView } from '../history/diff-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { Icon } from '../parts/icon.tsx';
import { sayError, settle } from '../shell/toasts.ts';

/** Pages that are rendered in one go: more would keep the person waiting. */
const AT_ONCE = 40;

interface Looked {
  /** Addresses that may look different; null before they are known. */
  readonly urls: readonly string[] | null;
  /** How many there are: the answer may list fewer. */
  readonly total: number;
  /** How many of them were rendered. */
  readonly done: number;
  readonly changed: readonly PageChange[];
  /** Addresses that could not be compared, and why. */
  readonly failed: readonly (readonly [url: string, why: string])[];
}

const NOTHING: Looked = { urls: null, total: 0, done: 0, changed: [], failed: [] };

/**
 * Which pages look different once the draft is published, or only these paths of it, found by rendering them on both sides. On
 * request: it takes a moment.
 */
export function RenderedChanges({ paths }: { paths: readonly string[] | undefined }) {
  const busy = useSignal(false);
  const looked = useSignal<Looked>(NOTHING);
  const look = async (from: Looked) => {
    busy.value = true;
    looked.value = from;
    try {
      await lookOn(looked, paths);
      settle('rendered changes');
    } catch (error) {
      sayError(error, 'rendered changes');
    }
    busy.value = false;
  };
  const { urls, done, changed, failed } = looked.value;
  const rest = (urls?.length ?? 0) - done;
  return (
    <>
      <div class="row wrap">
        <button type="button" class="button small" disabled={busy.value} onClick={() => void look(NOTHING)}>
          <Icon name="preview" /> Which pages change?
        </button>
        <span class="soft" role="status">
          {busy.value ? `Rendering both sides… ${done || ''}` : said(looked.value)}
        </span>
        {!busy.value && rest > 0 && (
          <button type="button" class="button small" onClick={() => void look(looked.value)}>
            Look at the next {Math.min(rest, AT_ONCE)}
          </button>
        )}
      </div>
      <ul class="changes" hidden={changed.length + failed.length === 0}>
        {changed.map((html) => (
          <Page key={html.url} html={html} />
        ))}
        {failed.map(([url, why]) => (
          <li key={url} class="row">
            <span class="mono grow">{url}</span> <span class="problem">{why}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Renders the next addresses on both sides. */
async function lookOn(looked: { value: Looked }, paths: readonly string[] | undefined): Promise<void> {
  if (looked.value.urls === null) {
    const { addresses, total } = await changedAddresses(paths);
    looked.value = { ...NOTHING, urls: addresses.map(({ url }) => url), total };
  }
  const { urls, done } = looked.value;
  for (const url of (urls ?? []).slice(done, done + AT_ONCE)) {
    const found = await compare(url, paths);
    const { changed, failed } = looked.value;
    looked.value = {
      ...looked.value,
      done: looked.value.done + 1,
      changed: typeof found !== 'string' && !found.same ? [...changed, found] : changed,
      failed: typeof found === 'string' ? [...failed, [url, found]] : failed,
    };
  }
}

/** What both sides show at an address, or why that is not known. */
async function compare(url: string, paths: readonly string[] | undefined): Promise<PageChange | string> {
  try {
    return (await readPageChange(url, paths)) ?? 'There is nothing to compare.';
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return error.message;
    throw error;
  }
}

function said({ urls, total, done, changed, failed }: Looked): string {
  if (urls === null) return '';
  if (total === 0) return 'None: no page uses what differs.';
  if (total === 1) return `The one page that may change ${ofOne(changed.length, failed.length)}.`;
  const not = failed.length > 0 ? ` ${failed.length} could not be compared.` : '';
  const of = done < total ? `the first ${done} of ${total}` : `all ${total}`;
  const count = changed.length === 0 ? 'None' : String(changed.length);
  return `${count} of ${of} pages that may change ${changed.length > 1 ? 'look' : 'looks'} different.${not}`;
}

const ofOne = (changed: number, failed: number): string =>
  failed > 0 ? 'could not be compared' : changed > 0 ? 'looks different' : 'looks the same';

function Page({ html: { url, before, after } }: { html: PageChange }) {
  const line = (
    <>
      <span class="mono grow">{url}</span>
      {before.status !== after.status && `${before.status} → ${after.status}`}
    </>
  );
  const diff = () => <DiffView path="page.html" before={before.body ?? ''} after={after.body ?? ''} />;
  return <Fold line={line} content={diff} />;
}
