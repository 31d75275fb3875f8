import { useSignal } from '@preact/signals';
import { SCOPES, type Scope } from '../../../../schema/api/scopes.ts';
import { createToken } from '../api/tokens.ts';
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
      const made1 = await createToken({
        name: name.value.trim(),
        scopes: [...scopes.value],
        prefix: prefix.value.trim() || null,
        expires,
      });
      secret.value = made1.secret;
      name.value = '';
      await made();
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  if (secret.value) {
    return (
      <div class="note stack" role="status">
        <p>
          <strong>Copy this token now: it is shown this once and is kept nowhere.</strong>
        </p>
        <Secret text={secret.value} />
        <div>
          <button
            type="button"
            class="button small"
            onClick={() => {
              secret.value = '';
            }}
          >
            I have it
          </button>
        </div>
      </div>
    );
  }
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
      <div class="row wrap">
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
      </div>
      {problem.value && (
        <p class="note bad" role="alert">
          {problem.value}
        </p>
      )}
      <div>
        <button type="submit" class="button" disabled={name.value.trim() === '' || scopes.value.length === 0}>
          Make the token
        </button>
      </div>
    </form>
  );
}
