import { previewOpen } from '../editor/panes.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { siteUrl } from '../session/site.ts';
import {
  answer,
  DEVICES,
  type Device,
  device,
  follows,
  inspecting,
  rendering,
  shown,
  subject,
} from './state.ts';

const DEVICE_ICONS: Readonly<Record<Device, IconName>> = {
  phone: 'phone',
  tablet: 'tablet',
  full: 'desktop',
};

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
      <fieldset class="devices" aria-label="Width">
        {Object.keys(DEVICES).map((name) => (
          <DeviceButton key={name} name={name as Device /* keys of DEVICES */} />
        ))}
      </fieldset>
      <Toggle label="Follow the page that is being edited" icon="link" state={follows} />
      <Toggle label="Why is it so? What the page reads and what it costs" icon="search" state={inspecting} />
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

function DeviceButton({ name }: { name: Device }) {
  const label = DEVICES[name] ? `${name}, ${DEVICES[name]} pixels wide` : 'full width';
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={device.value === name}
      aria-label={`As on a ${label}`.replace('on a full', 'at full')}
      title={label}
      onClick={() => {
        device.value = name;
      }}
    >
      <Icon name={DEVICE_ICONS[name]} />
    </button>
  );
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
