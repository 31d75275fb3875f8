import { type Signal, useSignal } from '@preact/signals';
import { SCOPES, type Scope } from '../../../../schema/api/scopes.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { createToken } from '../api/tokens.ts';
import { type Choice, isBindable, RoleChoice, readFolders } from './role-choice.tsx';
import { Secret } from './secret.tsx';

const WHAT: Readonly<Record<Scope, string>> = {
  read: 'Read: see files, releases and status',
  write: 'Write: change the draft',
  publish: 'Publish: publish and roll back',
  admin: 'Admin: everything, tokens and audit log too',
};
const DAY = 86_400_000;
const TERMS: readonly (readonly [days: number, label: string])[] = [
  [7, 'In a week'],
  [30, 'In 30 days'],
  [365, 'In a year'],
  [0, 'Never'],
];

/** Makes a token and shows its secret, once. */
export function NewToken({ made }: { made(): Promise<void> }) {
  const name = useSignal('');
  const role = useSignal<Choice>('scopes');
  const folders = useSignal('');
  const scopes = useSignal<readonly Scope[]>(['read', 'write']);
  const prefix = useSignal('');
  const days = useSignal(30);
  const secret = useSignal('');
  const problem = useSignal('');
  const create = async (event: Event) => {
    event.preventDefault();
    problem.value = '';
    try {
      const expires = days.value ? Date.now() + days.value * DAY : null;
      const token = await createToken({
        name: name.value.trim(),
        ...(role.value === 'scopes'
          ? { scopes: [...scopes.value], prefix: prefix.value.trim() || null }
          : { role: role.value, prefixes: isBindable(role.value) ? readFolders(folders.value) : [] }),
        expires,
      });
      secret.value = token.secret;
      name.value = '';
      await made();
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  if (secret.value)
    return (
      <ShownOnce
        secret={secret.value}
        close={() => {
          secret.value = '';
        }}
      />
    );
  return (
    <form class="form" onSubmit={create}>
      <h3>New token</h3>
      <div class="field">
        <label for="token-name">Name</label>
        <input
          id="token-name"
          class="input"
          required
          maxLength={100}
          placeholder="Who or what uses it"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </div>
      <RoleChoice id="token" role={role} folders={folders} other="none" />
      {role.value === 'scopes' && <ScopeChoice scopes={scopes} />}
      <div class="row wrap">
        {role.value === 'scopes' && <PrefixField prefix={prefix} />}
        <TermField days={days} />
      </div>
      {problem.value && (
        <p class="note bad" role="alert">
          {problem.value}
        </p>
      )}
      <div>
        <button
          type="submit"
          class="button"
          disabled={name.value.trim() === '' || (role.value === 'scopes' && scopes.value.length === 0)}
        >
          Make the token
        </button>
      </div>
    </form>
  );
}

function ShownOnce({ secret, close }: { secret: string; close(): void }) {
  return (
    <div class="note stack" role="status">
      <p>
        <strong>Copy this token now. It is shown only once and is not stored.</strong>
      </p>
      <Secret text={secret} />
      <div>
        <button type="button" class="button small" onClick={close}>
          I have it
        </button>
      </div>
    </div>
  );
}

function ScopeChoice({ scopes }: { scopes: Signal<readonly Scope[]> }) {
  return (
    <fieldset>
      <legend>It may</legend>
      {SCOPES.map((scope) => (
        <label key={scope} class="row">
          <input
            type="checkbox"
            checked={scopes.value.includes(scope)}
            onChange={(event) => {
              const others = scopes.value.filter((other) => other !== scope);
              scopes.value = event.currentTarget.checked ? [...others, scope] : others;
            }}
          />
          {WHAT[scope]}
        </label>
      ))}
    </fieldset>
  );
}

function PrefixField({ prefix }: { prefix: Signal<string> }) {
  return (
    <div class="field grow">
      <label for="token-prefix">Only files below (may stay empty)</label>
      <input
        id="token-prefix"
        class="input mono"
        placeholder="pages/blog/"
        value={prefix.value}
        onInput={(event) => {
          prefix.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}

function TermField({ days }: { days: Signal<number> }) {
  return (
    <div class="field">
      <label for="token-term">Expires</label>
      <select
        id="token-term"
        class="input"
        value={days.value}
        onChange={(event) => {
          days.value = Number(event.currentTarget.value);
        }}
      >
        {TERMS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
