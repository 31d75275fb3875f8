import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listPreviews, type PreviewLink, revokePreview } from '../api/previews.ts';
import { createSignInLink } from '../api/site.ts';
import { listTokens, revokeToken, type Token } from '../api/tokens.ts';
import { Time } from '../parts/time.tsx';
import { signOut } from '../session/session.ts';
import { sayError } from '../shell/toasts.ts';
import { NewToken } from './new-token.tsx';
import { RevokeButton } from './revoke-button.tsx';
import { Secret } from './secret.tsx';

/** Who else gets in, and how: tokens, sign-in links, preview links. */
export function SettingsTokens() {
  const tokens = useSignal<readonly Token[] | null>(null);
  const previews = useSignal<readonly PreviewLink[]>([]);
  const link = useSignal('');
  const load = async () => {
    try {
      [tokens.value, previews.value] = await Promise.all([listTokens(), listPreviews()]);
    } catch (error) {
      sayError(error);
    }
  };
  // Once, when it opens
  useEffect(() => {
    void load();
  }, []);
  const drop = async (work: Promise<unknown>) => {
    await work.catch(sayError);
    await load();
  };
  return (
    <>
      <section class="stack">
        <h2>Tokens</h2>
        <p class="soft">
          For scripts, the command line and colleagues. A token can do what its scopes say, until it is
          revoked.
        </p>
        {tokens.value?.length === 0 && <p class="note">There are no tokens besides the operator’s own.</p>}
        {tokens.value && tokens.value.length > 0 && (
          <div class="table">
            <table>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>May</th>
                  <th>Last used</th>
                  <th>Expires</th>
                  <th>
                    <span class="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {tokens.value.map((token) => (
                  <tr key={token.id}>
                    <td>{token.name}</td>
                    <td>
                      {token.scopes.join(', ')}
                      {token.prefix && ` below ${token.prefix}`}
                    </td>
                    <td>{token.used ? <Time at={token.used} /> : 'never'}</td>
                    <td>{token.expires ? <Time at={token.expires} /> : 'never'}</td>
                    <td>
                      <RevokeButton
                        name={`the token ${token.name}`}
                        revoke={() => drop(revokeToken(token.id))}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <NewToken made={load} />
      </section>
      <section class="stack">
        <h2>Sign in elsewhere</h2>
        <p class="soft">A link that signs a browser in once, within ten minutes, as you.</p>
        {link.value ? (
          <Secret text={link.value} />
        ) : (
          <div class="row wrap">
            <button
              type="button"
              class="button"
              onClick={() =>
                createSignInLink().then(({ url }) => {
                  link.value = url;
                }, sayError)
              }
            >
              Make a sign-in link
            </button>
            <button type="button" class="button" onClick={() => void signOut(true)}>
              Sign out everywhere
            </button>
          </div>
        )}
      </section>
      <section class="stack">
        <h2>Preview links</h2>
        {previews.value.length === 0 && (
          <p class="soft">None is good now. The list of releases makes them.</p>
        )}
        {previews.value.length > 0 && (
          <div class="table">
            <table>
              <thead>
                <tr>
                  <th>Shows</th>
                  <th>Made by</th>
                  <th>Ends</th>
                  <th>
                    <span class="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {previews.value.map((preview) => (
                  <tr key={preview.id}>
                    <td>{preview.what === 'draft' ? 'the draft' : preview.what}</td>
                    <td>{preview.author}</td>
                    <td>
                      <Time at={preview.expires} />
                    </td>
                    <td>
                      <RevokeButton name="this link" revoke={() => drop(revokePreview(preview.id))} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}
