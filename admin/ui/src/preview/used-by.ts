import { batch, signal } from '@preact/signals';
import { type Addresses, addressesUsing } from '../api/addresses.ts';
import { ApiError } from '../api/client.ts';
import { sayError } from '../shell/toasts.ts';
import { follows, subject } from './state.ts';

/** The addresses whose page uses the open file; null where it is a page itself, or nothing is known yet. */
export const usedBy = signal<(Addresses & { readonly path: string }) | null>(null);

/** Finds out which pages use a file, and previews the first of them, unless one that does is shown already. */
export async function findUsers(path: string): Promise<void> {
  if (usedBy.value?.path !== path) usedBy.value = null;
  const found = await addressesUsing(path).catch((error: unknown) => {
    // A file that is not saved yet is used by nothing.
    if (!(error instanceof ApiError && error.status === 404)) sayError(error, 'used by');
    return null;
  });
  if (!found) return;
  batch(() => {
    usedBy.value = { ...found, path };
    const [first] = found.addresses;
    const what = subject.value;
    const isShown = found.addresses.some(({ url, page }) =>
      'url' in what ? url === what.url : page === what.page,
    );
    if (follows.value && first && !isShown) subject.value = { url: first.url };
  });
}
