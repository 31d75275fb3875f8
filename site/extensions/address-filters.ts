import { fail } from '../../liquid/error.ts';
import { registerFilter } from '../../liquid/run/filters/table.ts';

/** What the filters of a site need from the code that renders it. */
export interface FilterHost {
  /** The URL of an asset by its name below assets/; undefined when the release has none. */
  assetUrl(name: string): string | undefined;
  /** What `site` is in templates: `relative_url` and `absolute_url` read its `url` and `baseurl`. */
  site?(): object | undefined;
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
