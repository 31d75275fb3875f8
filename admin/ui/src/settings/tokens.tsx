import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listPreviews, type PreviewLink, revokePreview } from '../api/previews.ts';
import { listTokens, revokeToken, type Token } from '../api/tokens.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Time } from '../parts/time.tsx';
import { sayError } from '../shell/toasts.ts';
import { ColleagueLink } from './colleague-link.tsx';
import { NewToken } from './new-token.tsx';
import { RevokeButton } from './revoke-button.tsx';
import { SignInLinks } from './sign-in-links.tsx';

/** Who else gets in, and how: tokens, sign-in links, preview links. */
export function SettingsTokens() {
  const tokens = useSignal<readonly Token[] | null>(null);
  const previews = useSignal<readonly PreviewLink[]>([]);
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
  const revoke = async (work: Promise<unknown>) => {
    await work.catch(sayError);
    await load();
  };
  return (
    <>
      <section class="stack">
        <h2>Tokens</h2>
        <p class="soft">
          For scripts, the command line and colleagues. A token can do what its role or its scopes say, until
          it is revoked.
        </p>
        {tokens.value && <Tokens tokens={tokens.value} revoke={({ id }) => revoke(revokeToken(id))} />}
        <NewToken made={load} />
      </section>
      <ColleagueLink />
      <SignInLinks />
      <section class="stack">
        <h2>Preview links</h2>
        <Previews previews={previews.value} revoke={({ id }) => revoke(revokePreview(id))} />
      </section>
    </>
  );
}

interface TokensProps {
  readonly tokens: readonly Token[];
  revoke(token: Token): Promise<void>;
}

function Tokens({ tokens, revoke }: TokensProps) {
  if (tokens.length === 0) return <p class="note">There are no tokens besides the operator’s own.</p>;
  return (
    <DataTable
      items={tokens}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Name', cell: ({ name }) => name },
        {
          name: 'May',
          cell: ({ role, prefixes, scopes, prefix }) => {
            const below = prefix ?? prefixes.join(', ');
            return `${role ? `${role}: ` : ''}${scopes.join(', ')}${below ? ` below ${below}` : ''}`;
          },
        },
        { name: 'Last used', cell: ({ used }) => (used ? <Time at={used} /> : 'never') },
        { name: 'Expires', cell: ({ expires }) => (expires ? <Time at={expires} /> : 'never') },
        {
          name: 'Actions',
          isHidden: true,
          cell: (token) => <RevokeButton name={`the token ${token.name}`} revoke={() => revoke(token)} />,
        },
      ]}
    />
  );
}

interface PreviewsProps {
  readonly previews: readonly PreviewLink[];
  revoke(preview: PreviewLink): Promise<void>;
}

function Previews({ previews, revoke }: PreviewsProps) {
  if (previews.length === 0)
    return <p class="soft">There are no preview links now. You can make one in the list of releases.</p>;
  return (
    <DataTable
      items={previews}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Shows', cell: ({ what }) => (what === 'draft' ? 'the draft' : what) },
        { name: 'Made by', cell: ({ author }) => author },
        { name: 'Ends', cell: ({ expires }) => <Time at={expires} /> },
        {
          name: 'Actions',
          isHidden: true,
          cell: (preview) => <RevokeButton name="this link" revoke={() => revoke(preview)} />,
        },
      ]}
    />
  );
}
