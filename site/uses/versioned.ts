import { canonicalPath } from '../../schema/route.ts';

/** Addresses of assets in a tag of HTML, those in lists as of `srcset` too; one that has a query already is left out. */
const ADDRESS = /(?<=["'\s(,=])\/assets\/([^"'\s?#<>(),]+)(?=["'\s<>(),]|$)/g;
const TAG = /<[a-z][^<>]*/gi;

/**
 * A page of the draft whose assets show before they are published: `versionOf` gives the address of an asset with its version,
 * by its name below assets/, and each address of HTML that has one is replaced by that.
 */
export function versioned(html: string, versionOf: (name: string) => string | undefined): string {
  const replaced = (address: string): string => {
    const path = canonicalPath(address);
    return (path && versionOf(decodeURIComponent(path).slice('/assets/'.length))) ?? address;
  };
  return html.replace(TAG, (tag) => (tag.includes('/assets/') ? tag.replace(ADDRESS, replaced) : tag));
}
