import { useSignal } from '@preact/signals';
import { createSignInLink } from '../api/site.ts';
import { sayError } from '../shell/toasts.ts';
import { type Choice, isBindable, RoleChoice, readFolders } from './role-choice.tsx';
import { Secret } from './secret.tsx';

/** Makes a link that signs somebody else in, under their name and with a role. */
export function ColleagueLink() {
  const name = useSignal('');
  const role = useSignal<Choice>('writer');
  const folders = useSignal('');
  const link = useSignal('');
  const make = (event: Event) => {
    event.preventDefault();
    const prefixes = isBindable(role.value) ? readFolders(folders.value) : [];
    const body = { name: name.value.trim(), ...(role.value !== 'scopes' && { role: role.value, prefixes }) };
    createSignInLink(body).then(({ url }) => {
      link.value = url;
      name.value = '';
    }, sayError);
  };
  return (
    <section class="stack">
      <h2>Let somebody in</h2>
      <p class="soft">
        A link that signs a person in once, within ten minutes. What they do has their name in the history.
      </p>
      {link.value && <Secret text={link.value} />}
      <form class="form" onSubmit={make}>
        <div class="field">
          <label for="colleague-name">Their name</label>
          <input
            id="colleague-name"
            class="input"
            required
            maxLength={100}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </div>
        <RoleChoice id="colleague" role={role} folders={folders} />
        <div>
          <button type="submit" class="button" disabled={name.value.trim() === ''}>
            Make their link
          </button>
        </div>
      </form>
    </section>
  );
}
