import { Icon, type IconName } from '../parts/icon.tsx';
import { readPicked } from './dropped.ts';
import type { Dropped } from './uploads.ts';
import './pick-files.css';

interface Props {
  readonly icon: IconName;
  readonly text: string;
  /** For people who do not see what it stands beside; without it the text. */
  readonly label?: string;
  /** Classes of the button. */
  readonly class?: string;
  /** Endings or types. */
  readonly accept: string;
  readonly multiple?: boolean;
  /** Which camera of a phone takes them. */
  readonly capture?: 'environment';
  pick(files: Dropped[]): void;
}

/** A button that asks the device for files. The input is over all of it, so that it can be reached by keyboard. */
export function PickFiles({ icon, text, label, class: classes = '', pick, ...input }: Props) {
  return (
    <label class={`button pick-files ${classes}`}>
      <Icon name={icon} /> {text}
      <input
        type="file"
        aria-label={label}
        {...input}
        onChange={({ currentTarget }) => {
          const picked = readPicked(currentTarget);
          currentTarget.value = '';
          pick(picked);
        }}
      />
    </label>
  );
}
