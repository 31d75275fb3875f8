import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ChangedElsewhere } from '../editor/changed-elsewhere.tsx';
import { saveDoc } from '../editor/docs.ts';
import { isForContent } from '../session/may.ts';
import { files } from '../session/site.ts';
import { href } from '../shell/route.ts';
import { savesHere } from '../shell/saves-here.ts';
import { say, sayError } from '../shell/toasts.ts';
import { OwnFields } from './own-fields.tsx';
import { Redirects } from './redirects.tsx';
import type { SiteFields } from './site-fields.ts';
import { openSiteForm, type SiteForm } from './site-form.ts';
import { ZoneField } from './zone-field.tsx';

/** The fields of site.yaml that most sites need. Everything else in the file, comments too, stays as it is. */
export function SettingsSite() {
  const form = useSignal<SiteForm | null>(null);
  useEffect(() => {
    openSiteForm().then((opened) => {
      form.value = opened;
    }, sayError);
  }, [form]);
  return form.value ? <Fields form={form.value} /> : <p class="soft">Reading site.yaml…</p>;
}

function Fields({ form }: { form: SiteForm }) {
  const element = useRef<HTMLFormElement>(null);
  const fields = form.fields.value;
  useEffect(() => form.follow(), [form]);
  useEffect(() => savesHere(() => element.current?.requestSubmit()), []);
  if (form.broken.value) return <Broken />;
  if (!fields) return <p class="soft">Reading site.yaml…</p>;
  const { doc } = form;
  return (
    <form
      ref={element}
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        save(form, event.currentTarget).catch(sayError);
      }}
    >
      <ChangedElsewhere doc={doc} />
      <Field
        name="Title"
        hint={isForContent.value ? '' : '{{ site.title }} in templates'}
        value={fields.title}
        change={(title) => form.change({ title })}
      />
      <ZoneField value={fields.timezone} change={(timezone) => form.change({ timezone })} />
      <OwnFields doc={doc} />
      {!isForContent.value && <Technical form={form} fields={fields} />}
      <Redirects form={form} rows={fields.redirects} />
      <Problems form={form} />
      <div class="row wrap">
        <button type="submit" class="button primary" disabled={doc.saving.value}>
          {doc.saving.value ? 'Saving…' : 'Save'}
        </button>
        {!isForContent.value && (
          <a class="button" href={href({ view: 'edit', path: doc.path })}>
            Edit the file itself
          </a>
        )}
        <span class="soft" role="status">
          {doc.dirty.value ? 'Not saved' : 'Saved'}
        </span>
      </div>
    </form>
  );
}

/** What only a developer changes. */
function Technical({ form, fields }: { form: SiteForm; fields: SiteFields }) {
  return (
    <>
      <LayoutField value={fields.layout} change={(layout) => form.change({ layout })} />
      <Field
        name="Content-Security-Policy"
        hint="Of every page. {nonce} in it becomes a fresh nonce, {{ csp_nonce }} in templates."
        value={fields.csp}
        change={(csp) => form.change({ csp })}
      />
    </>
  );
}

/** Saves what is on the screen: waits until the text has it, and leaves no half row out without a word. */
async function save(form: SiteForm, element: HTMLFormElement): Promise<void> {
  await form.written();
  const unfinished = [...form.rowProblems.value.values()].some((problem) => problem !== undefined);
  if (unfinished) {
    element.querySelector<HTMLElement>('.redirects [aria-invalid="true"]')?.focus();
    return;
  }
  if (!form.doc.dirty.value) say('site.yaml is saved as it is here: nothing has changed.');
  else if (await saveDoc(form.doc)) say('site.yaml is saved. Publish to show it to visitors.');
}

function Broken() {
  return (
    <p class="note bad" role="alert">
      site.yaml has an error, so its fields can’t be shown.{' '}
      <a href={href({ view: 'edit', path: 'site.yaml' })}>Mend it in the editor</a>
    </p>
  );
}

function Problems({ form }: { form: SiteForm }) {
  // What a field says by itself is not said twice.
  const problems = form.doc.diagnostics.value.filter(({ code }) => code !== 'timezone');
  if (problems.length === 0) return null;
  return (
    <ul class="note bad" role="alert">
      {problems.map((found) => (
        <li key={`${found.start.offset}${found.message}`}>
          Line {found.start.line}: {found.message}
        </li>
      ))}
    </ul>
  );
}

function LayoutField({ value, change }: { value: string; change(value: string): void }) {
  const names = [...files.value.keys()]
    .filter((path) => path.startsWith('layouts/'))
    .map((path) => path.slice('layouts/'.length, -'.liquid'.length));
  return (
    <div class="field">
      <label for="site-layout">Layout of pages that name none</label>
      <select
        id="site-layout"
        class="input"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      >
        <option value="">None</option>
        {/* One that is not there is shown too: it is what the file says. */}
        {value !== '' && !names.includes(value) && <option value={value}>{value} (does not exist)</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  change(value: string): void;
}

function Field({ name, hint, value, change }: FieldProps) {
  const id = `site-${name.toLowerCase()}`;
  return (
    <div class="field">
      <label for={id}>{name}</label>
      <input
        id={id}
        class="input"
        value={value}
        aria-describedby={`${id}-hint`}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
