import type { Field } from '../../../../schema/content/field.ts';
import { type Control, isTags, newItem } from '../../../../site/forms/control.ts';
import { changeFor, readInput } from '../../../../site/forms/read-input.ts';
import type { Change, Value } from '../../../../site/forms/yaml/value.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { DateInput } from './date-input.tsx';
import { useTitles, useWords } from './known-values.ts';
import { Notes } from './notes.tsx';
import { PictureField } from './picture/picture-field.tsx';
import { narrowed, Suggestions, suggestionsFor } from './suggestions.tsx';
import { TagsInput } from './tags-input.tsx';
import { useTyped } from './typed.ts';
import { idOf } from './untouched.ts';

interface Props {
  readonly control: Control;
  /** Names of the values beside it, as the form has them. */
  readonly order: readonly string[];
  /** `isNow` where the path is not that of what is shown, but of what is there after all changes. */
  change(change: Change, isNow?: boolean): void;
}

/** A value with the control that people expect for its type, and what is wrong with it. */
export function FormControl(props: Props) {
  const { control } = props;
  const { type } = control.field;
  if (type === 'object') return <ObjectControl {...props} />;
  if (type === 'list' && !isTags(control.field)) return <ListControl {...props} />;
  if (type === 'boolean') return <Switch {...props} />;
  return <Simple {...props} />;
}

function Simple({ control, order, change }: Props) {
  const id = idOf(control);
  const set = (value: Value | undefined, path?: Control['path']) =>
    change(changeFor(path ?? control.path, value, order), path !== undefined);
  return (
    <div class="field">
      <label for={id}>
        <Name control={control} />
      </label>
      <Input control={control} id={id} order={order} set={set} />
      <Notes control={control} id={id} />
    </div>
  );
}

function Name({ control: { label, field } }: Pick<Props, 'control'>) {
  return (
    <>
      {label}
      {field.required && <span class="required"> (required)</span>}
    </>
  );
}

interface InputProps {
  readonly control: Control;
  readonly id: string;
  readonly order: readonly string[];
  /** At another path where the value has moved since. */
  set(value: Value | undefined, path?: Control['path']): void;
}

function Input({ control, id, order, set }: InputProps) {
  const { field, value } = control;
  const shared = {
    id,
    'aria-describedby': `${id}-notes`,
    'aria-invalid': isWrong(control),
    'aria-required': field.required ?? false,
  };
  if (field.type === 'list') return <Tags {...shared} control={control} set={set} />;
  if (field.type === 'date') return <Day {...shared} text={textOf(value)} set={set} />;
  if (field.type === 'image')
    return (
      <PictureField
        {...shared}
        control={control}
        order={order}
        text={textOf(value)}
        set={(text, path) => set(text || undefined, path)}
      />
    );
  if (field.type === 'select') return <Select {...shared} field={field} value={textOf(value)} set={set} />;
  return <TextInput {...shared} control={control} set={set} />;
}

/** Shows what was put before the file has it, as the next one is put to that. */
function Tags({
  control,
  set,
  ...shared
}: Shared & { control: Control; set(value: Value | undefined): void }) {
  const read = (text: string): string[] => JSON.parse(text); // written below
  const value = Array.isArray(control.value) ? control.value.map(String) : [];
  const typed = useTyped(JSON.stringify(value), (text) => {
    const tags = read(text);
    set(tags.length > 0 ? tags : undefined);
  });
  const put = (tags: readonly string[]) => typed.set(JSON.stringify(tags));
  return <TagsInput {...shared} tags={read(typed.value)} offered={useWords(control)} put={put} />;
}

/** The same of a day and its time. */
function Day({ text, set, ...shared }: Shared & { text: string; set(value: Value | undefined): void }) {
  const typed = useTyped(text, (next) => set(next || undefined));
  return <DateInput {...shared} text={typed.value} set={typed.set} />;
}

interface Shared {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
}

const TYPES: ReadonlyMap<Field['type'], string> = new Map([
  ['email', 'email'],
  ['time', 'time'],
]);

function TextInput({
  control,
  set,
  ...shared
}: Shared & { control: Control; set(value: Value | undefined): void }) {
  const { field, value } = control;
  const typed = useTyped(textOf(value), (text) => set(readInput(field, text)));
  const titles = useTitles(field.type === 'reference' ? field.to : undefined);
  const title = titles.get(typed.value);
  const onInput = (event: { currentTarget: { value: string } }) => typed.set(event.currentTarget.value);
  if (field.lines !== undefined || field.type === 'markdown')
    return (
      <textarea {...shared} class="input" rows={field.lines ?? 6} value={typed.value} onInput={onInput} />
    );
  const offered = narrowed(suggestionsFor(field), titles, typed.value);
  return (
    <>
      <input
        {...shared}
        class="input"
        type={TYPES.get(field.type) ?? 'text'}
        inputMode={field.type === 'number' ? 'decimal' : undefined}
        list={offered.length > 0 ? `${shared.id}-offered` : undefined}
        value={typed.value}
        onInput={onInput}
      />
      <Suggestions id={`${shared.id}-offered`} values={offered} titles={titles} />
      {title !== undefined && title !== typed.value && <p class="hint">{title}</p>}
      {field.type === 'color' && (
        <input
          type="color"
          class="colour"
          aria-label={`${control.label}, picked`}
          value={/^#[0-9a-f]{6}$/i.test(typed.value) ? typed.value : '#000000'}
          onInput={onInput}
        />
      )}
    </>
  );
}

function Select({
  field,
  value,
  set,
  ...shared
}: Shared & { field: Field; value: string; set(value: Value | undefined): void }) {
  const options = (field.options ?? []).map(String);
  return (
    <select
      {...shared}
      class="input"
      value={value}
      onChange={(event) => set(readInput(field, event.currentTarget.value))}
    >
      <option value="">None</option>
      {/* One that is not offered is shown too: it is what the file says. */}
      {value !== '' && !options.includes(value) && <option value={value}>{value} (not offered)</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function Switch({ control, order, change }: Props) {
  const id = idOf(control);
  return (
    <div class="field">
      <label class="row" for={id}>
        <input
          id={id}
          type="checkbox"
          checked={control.value === true}
          aria-describedby={`${id}-notes`}
          onChange={(event) => change(changeFor(control.path, event.currentTarget.checked, order))}
        />
        <Name control={control} />
      </label>
      <Notes control={control} id={id} />
    </div>
  );
}

function ObjectControl({ control, change }: Props) {
  const order = control.controls.map(({ path }) => String(path.at(-1)));
  return (
    <fieldset class="group">
      <legend>
        <Name control={control} />
      </legend>
      <Notes control={control} id={idOf(control)} />
      {control.controls.map((each) => (
        <FormControl key={each.path.join('.')} control={each} order={order} change={change} />
      ))}
    </fieldset>
  );
}

function ListControl({ control, order, change }: Props) {
  const { path, controls, field, label } = control;
  const length = controls.length;
  const move = (from: number, to: number) => change({ kind: 'move', path, from, to });
  return (
    <fieldset class="group">
      <legend>
        <Name control={control} />
      </legend>
      <Notes control={control} id={idOf(control)} />
      {controls.map((each, at) => (
        <div key={each.path.join('.')} class="item">
          <div class="grow">
            <FormControl control={each} order={order} change={change} />
          </div>
          <div class="item-tools">
            <IconButton label={`Move ${label} ${at + 1} up`} disabled={at === 0} run={() => move(at, at - 1)}>
              <span class="up">
                <Icon name="chevron" />
              </span>
            </IconButton>
            <IconButton
              label={`Move ${label} ${at + 1} down`}
              disabled={at === length - 1}
              run={() => move(at, at + 1)}
            >
              <span class="down">
                <Icon name="chevron" />
              </span>
            </IconButton>
            <IconButton
              label={`Remove ${label} ${at + 1}`}
              run={() => change({ kind: 'remove', path: each.path })}
            >
              <Icon name="trash" />
            </IconButton>
          </div>
        </div>
      ))}
      <div>
        <button
          type="button"
          class="button small"
          onClick={() => change({ kind: 'insert', path, at: length, value: newItem(field) })}
        >
          <Icon name="plus" /> Add to {label}
        </button>
      </div>
    </fieldset>
  );
}

const isWrong = ({ problems }: Control): boolean => problems.some(({ severity }) => severity === 'error');

const textOf = (value: Value | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
