/** Whether a text names an asset: by its name, as `asset_url` has it, or by its address. */
export function mentions(text: string, asset: string): boolean {
  return placesIn(text, asset).length > 0;
}

/** Where a text names an asset: offsets of the name, without quotes and without what stands before it in an address. */
export function placesIn(text: string, asset: string): { readonly start: number; readonly end: number }[] {
  const name = asset.slice(asset.indexOf('/') + 1);
  const isAsset = asset.startsWith('assets/');
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    const [before, after] = [text.slice(Math.max(0, at - 8), at), text.charAt(end)];
    const quoted = isAsset && /['"]$/.test(before) && after === before.at(-1);
    const address = isAsset ? before.endsWith('/assets/') : /["'(\s=]\/$/.test(before);
    if (quoted || (address && /^["'()\s?#>]?$/.test(after))) found.push({ start: at, end });
  }
  return found;
}
