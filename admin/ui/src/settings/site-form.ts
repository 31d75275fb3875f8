import { computed, effect, signal } from '@preact/signals';
import { addDoc, type Doc, docOf, loadDoc, setText } from '../editor/docs.ts';
import { editYaml, readYaml, type YamlChange } from '../language/client.ts';
import { files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { type RedirectRow, readFields, rowProblem, type SiteFields } from './site-fields.ts';

const PATH = 'site.yaml';

/** site.yaml as it is open for editing; a site without one gets a new one when it is saved. */
export const openSiteForm = async (): Promise<SiteForm> => new SiteForm(await siteDoc());

/** The text of it. */
export async function siteDoc(): Promise<Doc> {
  return files.value.has(PATH) ? loadDoc(PATH) : (docOf(PATH) ?? addDoc(PATH, { text: '', etag: null }));
}

/**
 * What is typed into the form, key by key, and its way into the text of site.yaml. The fields lead: the text follows a
 * moment later, and `written` waits for it. When the text changes elsewhere, the fields are read from it again.
 */
export class SiteForm {
  readonly doc: Doc;
  /** null until the text is read, and while it is no YAML. */
  readonly fields = signal<SiteFields | null>(null);
  /** The text is no YAML: only the editor can mend it. */
  readonly broken = signal(false);
  /** What is wrong with rows of redirects, by row. */
  readonly rowProblems = computed(() => {
    const rows = this.fields.value?.redirects ?? [];
    return new Map(rows.map((row) => [row.id, rowProblem(row, rows)]));
  });
  readonly #touched = new Set<keyof SiteFields>();
  /** Keys that rows have in the text, by the row's id. */
  #keys = new Map<number, string>();
  #wrote: string | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(doc: Doc) {
    this.doc = doc;
  }

  /** Reads the fields now and whenever the text changes elsewhere, until the function it returns is called. */
  follow(): () => void {
    return effect(() => {
      this.#read(this.doc.text.value).catch(sayError);
    });
  }

  change(changed: Partial<SiteFields>): void {
    const { value } = this.fields;
    if (!value) return;
    this.fields.value = { ...value, ...changed };
    for (const name of Object.keys(changed)) this.#touched.add(name as keyof SiteFields); // keys of `changed`
    this.#writing = this.#writing.then(() => this.#write());
    this.#writing.catch(sayError);
  }

  /** Resolves when the text has all that was typed. */
  written(): Promise<void> {
    return this.#writing;
  }

  async #read(text: string): Promise<void> {
    if (text === this.#wrote) return;
    const data = await readYaml(text);
    if (this.doc.text.peek() !== text || text === this.#wrote) return;
    this.broken.value = data === undefined;
    this.#touched.clear();
    const fields = data === undefined ? null : readFields(data);
    this.#keys = new Map(fields?.redirects.map(({ id, from }) => [id, from]));
    // Rows that are half done are in no text yet, and stay.
    const begun = this.fields.peek()?.redirects.filter((row) => !isWritten(row)) ?? [];
    this.fields.value = fields && { ...fields, redirects: [...fields.redirects, ...begun] };
  }

  async #write(): Promise<void> {
    const { doc } = this;
    for (;;) {
      const fields = this.fields.peek();
      if (!fields) return;
      const before = doc.text.peek();
      const rows = fields.redirects.filter(isWritten);
      const edited = await editYaml(before, this.#changes(fields, rows));
      if (edited === undefined) throw new Error('site.yaml has an error: open the file to mend it.');
      // Somebody else's save came in between: what is typed goes into that one.
      if (doc.text.peek() !== before) continue;
      this.#wrote = edited;
      this.#keys = new Map(rows.map(({ id, from }) => [id, from.trim()]));
      setText(doc, edited);
      return;
    }
  }

  #changes(fields: SiteFields, rows: readonly RedirectRow[]): YamlChange[] {
    const changes: Record<keyof SiteFields, YamlChange> = {
      title: { keys: ['title'], value: fields.title.trim() || undefined },
      timezone: { keys: ['timezone'], value: fields.timezone.trim() || undefined },
      layout: { keys: ['defaults', 'layout'], value: fields.layout || undefined },
      csp: { keys: ['csp'], value: fields.csp.trim() || undefined },
      redirects: {
        keys: ['redirects'],
        entries: rows.map(({ id, from, to }) => ({
          was: this.#keys.get(id) ?? null,
          key: from.trim(),
          value: to.trim(),
          inside: 'to',
        })),
      },
    };
    return [...this.#touched].map((name) => changes[name]);
  }
}

/** A row is in the text as soon as it has both ends; an unfinished one keeps nothing else from being written. */
const isWritten = (row: RedirectRow) => row.from.trim() !== '' && row.to.trim() !== '';
