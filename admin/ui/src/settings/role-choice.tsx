import type { Signal } from '@preact/signals';
import { ROLES, type Role } from '../../../../schema/api/roles.ts';

/** A role, or scopes that are picked one by one. */
export type Choice = Role | 'scopes';

const WHAT: Readonly<Record<Role, string>> = {
  writer: 'Changes content, pictures, data and settings, and publishes these.',
  editor: 'Changes what a writer does, and publishes what others wrote.',
  developer: 'Does everything but let others in.',
  owner: 'Does everything.',
};

/** Whether a role can be bound to some folders. */
export const isBindable = (choice: Choice): boolean => choice === 'writer' || choice === 'editor';

/** Folders as they are typed: with commas or spaces between them. */
export const readFolders = (typed: string): string[] => typed.split(/[\s,]+/).filter((each) => each !== '');

interface Props {
  /** What the fields' ids begin with. */
  readonly id: string;
  readonly role: Signal<Choice>;
  readonly folders: Signal<string>;
  /** What stands for no role; without it one is chosen. */
  readonly other?: string;
}

/** Picks a role, and for a writer or an editor the folders that it is bound to. */
export function RoleChoice({ id, role, folders, other }: Props) {
  return (
    <>
      <div class="field">
        <label for={`${id}-role`}>Role</label>
        <select
          id={`${id}-role`}
          class="input"
          value={role.value}
          onChange={({ currentTarget: { value } }) => {
            role.value = ROLES.find((each) => each === value) ?? 'scopes';
          }}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
          {other && <option value="scopes">{other}</option>}
        </select>
        {role.value !== 'scopes' && <p class="soft">{WHAT[role.value]}</p>}
      </div>
      {isBindable(role.value) && (
        <div class="field">
          <label for={`${id}-folders`}>Only these files and folders (may stay empty)</label>
          <input
            id={`${id}-folders`}
            class="input mono"
            placeholder="content/news/, assets/news/"
            value={folders.value}
            onInput={(event) => {
              folders.value = event.currentTarget.value;
            }}
          />
        </div>
      )}
    </>
  );
}
