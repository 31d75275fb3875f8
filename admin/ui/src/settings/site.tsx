import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SiteConfig } from '../../../../schema/site.ts';
import { addDoc, type Doc, docOf, loadDoc, saveDoc, setText } from '../editor/docs.ts';
import { editYaml, parseText, type YamlChange } from '../language/client.ts';
import { files } from '../session/site.ts';
import { href } from '../shell/route.ts';
import { say, sayError } from '../shell/toasts.ts';
import { Redirects } from './redirects.tsx';

const PATH = 'site.yaml';

/** The fields of site.yaml that most sites need. Everything else in the file, comments too, stays as it is. */
export function SettingsSite() {
  const doc = useSignal<Doc | null>(null);
  const config = useSignal<SiteConfig | null>(null);
  useEffect(() => {
    const there = files.value.has(PATH);
    const opened = there
      ? loadDoc(PATH)
      : Promise.resolve(docOf(PATH) ?? addDoc(PATH, { text: '', etag: null }));
    opened.then((found) => {
      doc.value = found;
    }, sayError);
  }, [doc]);
  const text = doc.value?.text.value;
  useEffect(() => {
    if (text === undefined) return;
    parseText(PATH, text).then((found) => {
      config.value = (found ?? config.value ?? {}) as SiteConfig; // compileFile has checked it against siteSchema
    }, sayError);
  }, [text, config]);
  const open = doc.value;
  const site = config.value;
  if (!open || !site) return <p class="soft">Reading site.yaml…</p>;
  const change = async (...changes: YamlChange[]) => {
    setText(open, await editYaml(open.text.value, changes));
  };
  const problems = open.diagnostics.value;
  return (
    <form
      class="form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await saveDoc(open)) say('site.yaml is saved. Publish to show it to visitors.');
      }}
    >
      <Field
        name="Title"
        hint="{{ site.title }} in templates"
        value={site.title ?? ''}
        change={(value) => change({ keys: ['title'], value: value || undefined })}
      />
      <div class="field">
        <label for="site-layout">Layout of pages that name none</label>
        <select
          id="site-layout"
          class="input"
          value={site.defaults?.layout ?? ''}
          onChange={(event) =>
            void change({ keys: ['defaults', 'layout'], value: event.currentTarget.value || undefined })
          }
        >
          <option value="">None</option>
          {[...files.value.keys()]
            .filter((path) => path.startsWith('layouts/'))
            .map((path) => path.slice('layouts/'.length, -'.liquid'.length))
            .map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      </div>
      <Field
        name="Content-Security-Policy"
        hint="Of every page. {nonce} in it becomes a fresh nonce, {{ csp_nonce }} in templates."
        value={site.csp ?? ''}
        change={(value) => change({ keys: ['csp'], value: value || undefined })}
      />
      <Redirects
        redirects={site.redirects ?? {}}
        change={(value) =>
          change({ keys: ['redirects'], value: Object.keys(value).length > 0 ? value : undefined })
        }
      />
      {problems.length > 0 && (
        <ul class="note bad" role="alert">
          {problems.map((found) => (
            <li key={found.message}>
              Line {found.start.line}: {found.message}
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        <button type="submit" class="button primary" disabled={!open.dirty.value || open.saving.value}>
          Save
        </button>
        <a class="button" href={href({ view: 'edit', path: PATH })}>
          Edit the file itself
        </a>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  change(value: string): Promise<void>;
}

function Field({ name, hint, value, change }: FieldProps) {
  const id = `site-${name.toLowerCase()}`;
  return (
    <div class="field">
      <label for={id}>{name}</label>
      <input
        id={id}
        class="input"
        defaultValue={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => void change(event.currentTarget.value.trim())}
      />
      <p id={`${id}-hint`} class="hint">
        {hint}
      </p>
    </div>
  );
}
