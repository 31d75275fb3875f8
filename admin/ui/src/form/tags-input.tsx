import { useSignal } from '@preact/signals';
import { Icon } from '../parts/icon.tsx';
import { Suggestions } from './suggestions.tsx';

interface Props {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly tags: readonly string[];
  /** What other entries have there. */
  readonly offered: readonly string[];
  put(tags: readonly string[]): void;
}

/** Words: a comma or Enter ends one, Backspace takes the last away. */
export function TagsInput({ tags, offered, put, id, ...shared }: Props) {
  const typed = useSignal('');
  const add = () => {
    const words = typed.value.split(',').map((word) => word.trim());
    const fresh = words.filter((word) => word !== '' && !tags.includes(word));
    typed.value = '';
    if (fresh.length > 0) put([...tags, ...fresh]);
  };
  return (
    <div class="tags input">
      {tags.map((tag) => (
        <span key={tag} class="badge">
          {tag}
          <button
            type="button"
            aria-label={`Remove ${tag}`}
            onClick={() => put(tags.filter((each) => each !== tag))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <input
        {...shared}
        id={id}
        list={`${id}-offered`}
        autocomplete="off"
        value={typed.value}
        placeholder={tags.length === 0 ? 'One, two' : ''}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          // What is picked of those that are offered comes in one piece.
          const isPicked = event.inputType === 'insertReplacementText' || event.inputType === undefined;
          if (typed.value.includes(',') || (isPicked && offered.includes(typed.value))) add();
        }}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add();
          } else if (event.key === 'Backspace' && typed.value === '') put(tags.slice(0, -1));
        }}
      />
      <Suggestions id={`${id}-offered`} values={offered.filter((each) => !tags.includes(each))} />
    </div>
  );
}
