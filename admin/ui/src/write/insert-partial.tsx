import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DocParam } from '../../../../liquid/compile/lint/doc.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { readTexts } from '../api/usages.ts';
import { paramsOf } from '../code/names/params.ts';
import { Suggestions, suggestionsFor } from '../form/suggestions.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { askedOf, type Insertable, insertableOf, problemOf, renderTag } from './insertable.ts';

interface Props {
  insert(text: string): void;
  close(): void;
}

/** Puts a partial into the text that says in its `doc` that it may be: asks which, and for its parameters. */
export function InsertPartial({ insert, close }: Props) {
  const offered = useSignal<readonly Insertable[] | null>(null);
  const picked = useSignal<Insertable | null>(null);
  const params = useSignal<readonly DocParam[]>([]);
  const given = useSignal<ReadonlyMap<string, string>>(new Map());
  const problem = useSignal('');
  const pick = async (one: Insertable | undefined) => {
    picked.value = one ?? null;
    given.value = new Map();
    params.value = one ? await paramsOf(one.partial) : [];
  };
  useEffect(() => {
    insertables()
      .then((found) => {
        offered.value = found;
        return pick(found[0]);
      })
      .catch((error: unknown) => {
        problem.value = messageOf(error);
      });
  }, []);
  const wrong = params.value.map((param) => problemOf(param, given.value.get(param.name) ?? ''));
  const submit = () => {
    if (!picked.value || wrong.some((each) => each !== '')) return;
    insert(renderTag(picked.value.partial, params.value, given.value));
    close();
  };
  return (
    <FormDialog
      title="Insert a part of the site"
      action="Insert"
      ready={picked.value !== null && wrong.every((each) => each === '')}
      close={close}
      submit={submit}
    >
      {problem.value && (
        <p class="note bad" role="alert">
          {problem.value}
        </p>
      )}
      {offered.value?.length === 0 && (
        <p class="soft">
          No partial of this site offers itself yet. One does with a line{' '}
          <code>@insert What it is called</code> in its <code>{'{% doc %}'}</code>.
        </p>
      )}
      {picked.value && offered.value && (
        <Which offered={offered.value} picked={picked.value} pick={(one) => void pick(one)} />
      )}
      {params.value.map((param, at) => (
        <Argument
          key={`${picked.value?.partial} ${param.name}`}
          param={param}
          value={given.value.get(param.name) ?? ''}
          problem={given.value.has(param.name) ? (wrong[at] ?? '') : ''}
          set={(text) => {
            given.value = new Map(given.value).set(param.name, text);
          }}
        />
      ))}
    </FormDialog>
  );
}

interface WhichProps {
  readonly offered: readonly Insertable[];
  readonly picked: Insertable;
  pick(one: Insertable | undefined): void;
}

function Which({ offered, picked, pick }: WhichProps) {
  return (
    <div class="field">
      <label for="insert-which">What</label>
      <select
        id="insert-which"
        class="input"
        value={picked.partial}
        aria-describedby="insert-about"
        onChange={({ currentTarget }) => pick(offered.find(({ partial }) => partial === currentTarget.value))}
      >
        {offered.map(({ partial, title }) => (
          <option key={partial} value={partial}>
            {title}
          </option>
        ))}
      </select>
      <p id="insert-about" class="hint">
        {picked.about}
      </p>
    </div>
  );
}

interface ArgumentProps {
  readonly param: DocParam;
  readonly value: string;
  readonly problem: string;
  set(text: string): void;
}

function Argument({ param, value, problem, set }: ArgumentProps) {
  const { name, about, required } = param;
  const id = `insert-${name}`;
  const asked = askedOf(param);
  const label = name.charAt(0).toUpperCase() + name.slice(1).replace(/[-_]+/g, ' ');
  const shared = { id, 'aria-describedby': `${id}-note`, 'aria-invalid': problem !== '' };
  if (asked === 'boolean')
    return (
      <label class="row" for={id}>
        <input
          {...shared}
          type="checkbox"
          checked={value === 'true'}
          onChange={({ currentTarget }) => set(currentTarget.checked ? 'true' : '')}
        />
        {label}
        <span id={`${id}-note`} class="soft">
          {about}
        </span>
      </label>
    );
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="soft"> (required)</span>}
      </label>
      <input
        {...shared}
        class="input"
        value={value}
        inputMode={asked === 'number' ? 'decimal' : undefined}
        list={asked === 'picture' ? `${id}-offered` : undefined}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
      {asked === 'picture' && <Suggestions id={`${id}-offered`} values={suggestionsFor({ type: 'image' })} />}
      <p id={`${id}-note`} class={problem ? 'problem' : 'hint'}>
        {problem ||
          [about, asked === 'expression' && `A value, such as entry.${name}.`].filter(Boolean).join(' ')}
      </p>
    </div>
  );
}

/** The partials of the site that offer themselves, by what they are called. */
async function insertables(): Promise<Insertable[]> {
  const found: Insertable[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const slice = await readTexts('partials/', cursor);
    found.push(...slice.files.flatMap(({ path, text }) => insertableOf(path, text) ?? []));
    ({ cursor } = slice);
  }
  return found.sort((a, b) => (a.title < b.title ? -1 : 1));
}
