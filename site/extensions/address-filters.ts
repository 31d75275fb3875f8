import { fail } from '../../liquid/error.ts';
import { registerFilter } from '../../liquid/run/filters/table.ts';

/** What the filters of a site need from the code that renders it. */
export interface FilterHost {
  /** The URL of an asset by its name below assets/; undefined when the release has none. */
  assetUrl(name: string): string | undefined;
  /** What `site` is in templates: `relative_url` and `absolute_url` read its `url` and `baseurl`. */
  site?(): object | undefined;
  /** Of the release: what is known of a file by its path, and what its head says of the sizes of pictures. */
  readonly release?: {
    record<T>(path: string): T | undefined;
    readonly head: { readonly config: { readonly images?: Images | undefined } };
  };
}

/** Widths of smaller versions of pictures in pixels, the smallest first; whether the platform makes them. */
export interface Images {
  readonly widths?: readonly number[] | undefined;
  readonly cloudflare?: boolean | undefined;
}

/** `{{ 'site.css' | asset_url }}`: the asset's URL with its content hash, which may be cached for ever. */
registerFilter('asset_url', [
  't',
  (text: string, run) => {
    const name = text.replace(/^\//, '');
    const url = (run.host as FilterHost).assetUrl(name); // every render of a site is given this host
    return url ?? fail('missing_asset', `assets/${name} does not exist`);
  },
]);
