import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
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
          <IconButton key={tool} keepsFocus label={label} keys={keys} run={() => use(tool)}>
            <Icon name={icon} />
          </IconButton>
        ))}
      <IconButton keepsFocus label="Picture" run={() => picker.current?.click()}>
        <Icon name="asset" />
      </IconButton>
      <IconButton
        keepsFocus
        label="Insert a part of the site"
        run={() => {
          isInserting.value = true;
        }}
      >
        <Icon name="partial" />
      </IconButton>
      <span class="grow" />
      <IconButton
        keepsFocus
        label="Full width"
        pressed={isFull.value}
        run={() => {
          isFull.value = !isFull.value;
        }}
      >
        <Icon name="full" />
      </IconButton>
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
