import { previewOpen } from '../editor/panes.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { siteUrl } from '../session/site.ts';
import { pointing } from './point.ts';
import { inWindow, openPreviewWindow } from './preview-window.ts';
import { answer, follows, inspecting, rendering, shown, subject, WIDTHS, width } from './state.ts';

/** The address that is shown, and how. */
export function PreviewBar() {
  const url = address();
  return (
    <div class="preview-bar">
      <button
        type="button"
        class="icon-button close-preview"
        aria-label="Back to the editor"
        onClick={() => {
          previewOpen.value = false;
        }}
      >
        <Icon name="back" />
      </button>
      <form
        class="preview-address"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('url');
          if (typeof typed === 'string') goTo(typed);
        }}
      >
        <input
          key={url}
          name="url"
          class="input mono"
          aria-label="Address to preview"
          defaultValue={url}
          spellcheck={false}
          autocomplete="off"
        />
        {rendering.value && <span class="spinner" role="status" aria-label="Rendering" />}
      </form>
      <select
        class="input width"
        aria-label="Width of the page"
        title="Width of the page"
        value={width.value}
        onChange={(event) => {
          width.value = Number(event.currentTarget.value);
        }}
      >
        {WIDTHS.map(([pixels, label]) => (
          <option key={pixels} value={pixels}>
            {label}
          </option>
        ))}
      </select>
      <Toggle
        label="Point at the page to open its source. Alt and a click does so too"
        icon="point"
        state={pointing}
      />
      <Toggle label="Follow the page that is being edited" icon="link" state={follows} />
      <Toggle label="Why is it so? What the page reads and what it costs" icon="search" state={inspecting} />
      <button
        type="button"
        class="icon-button"
        aria-pressed={inWindow.value}
        aria-label="Preview in a window of its own"
        title="Preview in a window of its own"
        onClick={openPreviewWindow}
      >
        <Icon name="window" />
      </button>
      <a
        class="icon-button"
        href={siteUrl.value + url}
        target="_blank"
        rel="noopener"
        aria-label="Open the live page"
        title="Open the live page"
      >
        <Icon name="external" />
      </a>
    </div>
  );
}

/** What the answer is about, or what was asked for. */
function address(): string {
  const what = subject.value;
  return 'url' in what ? what.url : (answer.value?.url ?? shown.value?.url ?? '');
}

function goTo(typed: string): void {
  follows.value = false;
  subject.value = { url: typed.startsWith('/') ? typed : `/${typed}` };
}

function Toggle({ label, icon, state }: { label: string; icon: IconName; state: { value: boolean } }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={state.value}
      aria-label={label}
      title={label}
      onClick={() => {
        state.value = !state.value;
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
