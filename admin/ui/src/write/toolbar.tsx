import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icon.tsx';
import { lazy } from '../parts/lazy.tsx';
import { MOD } from '../shell/top-bar.tsx';
import { PICTURES } from './pictures.ts';
import type { Tool } from './text-editor.ts';

const InsertPartial = lazy(() => import('./insert-partial.tsx').then((module) => module.InsertPartial));

interface Props {
  readonly isMarkdown: boolean;
  readonly isFull: Signal<boolean>;
  use(tool: Tool): void;
  insert(text: string): void;
  place(files: readonly File[]): void;
}

const TOOLS: readonly (readonly [tool: Tool, icon: IconName, label: string, keys: string])[] = [
  ['bold', 'bold', 'Bold', `${MOD}B`],
  ['italic', 'italic', 'Italic', `${MOD}I`],
  ['heading', 'heading', 'Heading', `${MOD}Alt H`],
  ['link', 'link', 'Link', `${MOD}K`],
  ['bullet', 'list', 'List', `${MOD}Shift 8`],
  ['number', 'numbers', 'Numbered list', `${MOD}Shift 7`],
  ['quote', 'quote', 'Quote', `${MOD}Shift 9`],
  ['code', 'code', 'Code', `${MOD}E`],
];

/** What can be done to a text, for who knows no Markdown. */
export function Toolbar({ isMarkdown, isFull, use, insert, place }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const isInserting = useSignal(false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a name in sight
    <div class="text-tools" role="group" aria-label="Tools of the text">
      {isMarkdown &&
        TOOLS.map(([tool, icon, label, keys]) => (
          <Button key={tool} label={label} keys={keys} run={() => use(tool)}>
            <Icon name={icon} />
          </Button>
        ))}
      <Button label="Picture" run={() => picker.current?.click()}>
        <Icon name="asset" />
      </Button>
      <Button
        label="Insert a part of the site"
        run={() => {
          isInserting.value = true;
        }}
      >
        <Icon name="partial" />
      </Button>
      <span class="grow" />
      <Button
        label="Full width"
        pressed={isFull.value}
        run={() => {
          isFull.value = !isFull.value;
        }}
      >
        <Icon name="full" />
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={PICTURES}
        aria-label="Pictures for the text"
        onChange={({ currentTarget }) => {
          place([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {isInserting.value && (
        <InsertPartial
          insert={insert}
          close={() => {
            isInserting.value = false;
          }}
        />
      )}
    </div>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly children: ComponentChildren;
  run(): void;
}

function Button({ label, keys, pressed, children, run }: ButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      // The selection of the text stays what it is.
      onPointerDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {children}
    </button>
  );
}
