import { useEffect, useRef } from 'preact/hooks';
import { kindOf } from '../../../../schema/file.ts';
import { formOpen, hasForm } from '../form/form-open.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { unpublished } from '../releases/loaded-releases.ts';
import { publishAlone } from '../releases/publish-alone.ts';
import { mayPublish, mayPublishAlone, mayPublishWhole, maySeeSite, mayWrite } from '../session/may.ts';
import { files, status } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { go, href } from '../shell/route.ts';
import { MOD } from '../shell/top-bar.tsx';
import { docOf, saveDoc } from './docs.ts';
import { previewOpen } from './panes.ts';
import { tabLabel } from './tab-labels.ts';
import { closeTab, tabs } from './tabs.ts';

/** Publishes a file and the pictures that it names. */
async function publishOnly(path: string): Promise<void> {
  const { goesWith } = await import('../releases/goes-with.ts');
  const text = docOf(path)?.text.peek() ?? '';
  openDialog({ dialog: 'publish', only: [path, ...goesWith(text, files.value.keys())] });
}

/** The open files, and what can be done with the one in use. */
export function TabBar({ path }: { path: string }) {
  const doc = docOf(path);
  return (
    <div class="tab-bar">
      <nav class="tab-list" aria-label="Open files">
        {tabs.value.map((other) => (
          <Tab key={other} path={other} active={other === path} />
        ))}
      </nav>
      <div class="tab-tools">
        {mayWrite(path) && (
          <IconButton
            label="Save"
            keys={`${MOD}S`}
            disabled={!doc?.dirty.value || doc.saving.value}
            run={() => doc && void saveDoc(doc)}
          >
            <Icon name="save" />
          </IconButton>
        )}
        {hasForm(path) && (
          <IconButton
            label="Form"
            pressed={formOpen.value}
            run={() => {
              formOpen.value = !formOpen.value;
            }}
          >
            <Icon name="form" />
          </IconButton>
        )}
        <IconButton label="History" run={() => go({ view: 'history', path })}>
          <Icon name="history" />
        </IconButton>
        {mayPublish.value &&
          (mayPublishWhole.value || mayWrite(path)) &&
          status.value?.live &&
          unpublished.value && (
            <IconButton
              label={kindOf(path) === 'entry' ? 'Publish this post' : 'Publish only this file'}
              run={() => void publishOnly(path)}
            >
              <Icon name="publish" />
            </IconButton>
          )}
        {mayPublishAlone.value && mayWrite(path) && (
          <IconButton
            label="Publish only this file"
            disabled={doc?.dirty.value}
            run={() => void publishAlone(path)}
          >
            <Icon name="publish" />
          </IconButton>
        )}
        {maySeeSite.value && (
          <IconButton
            label="Preview"
            pressed={previewOpen.value}
            run={() => {
              previewOpen.value = !previewOpen.value;
            }}
          >
            <Icon name="preview" />
          </IconButton>
        )}
      </div>
    </div>
  );
}

function Tab({ path, active }: { path: string; active: boolean }) {
  const { folder, name } = tabLabel(path, tabs.value);
  const dirty = docOf(path)?.dirty.value ?? false;
  const tab = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  return (
    <div
      ref={tab}
      class={`tab ${active ? 'active' : ''}`}
      onAuxClick={(event) => event.button === 1 && closeTab(path)}
    >
      <a
        href={href({ view: 'edit', path })}
        title={path}
        {...(active && { 'aria-current': 'page' as const })}
      >
        <span class="ellipsis">
          {folder && <span class="soft">{folder}</span>}
          {name}
        </span>
      </a>
      <button
        type="button"
        class={`icon-button ${dirty ? 'dirty' : ''}`}
        aria-label={`Close ${folder}${name}${dirty ? ', not saved' : ''}`}
        onClick={() => closeTab(path)}
      >
        {dirty && <span class="dirty-dot" />}
        <Icon name="close" />
      </button>
    </div>
  );
}
