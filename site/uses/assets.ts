import { PlainValues } from './plain.ts';
import { spellings, type Writing } from './spelling.ts';

/** Whether a text names an asset: by its name, as `asset_url` has it, or by its address. */
export function mentions(text: string, asset: string): boolean {
  return placesIn(text, asset).length > 0;
}

/** Front matter with its last line; '' where there is none. */
export const frontOf = (text: string): string =>
  /^(?:\ufeff)?---\r?\n[\s\S]*?\n---(?:\r?\n|$)/.exec(text)?.[0] ?? '';

/** Where a text names an asset, and how. */
export interface AssetPlace {
  readonly start: number;
  readonly end: number;
  /** Where what is written begins: before `assets/`, if that is a part of a value. */
  readonly value: number;
  readonly writing: Writing;
}

/**
 * Where a text names an asset: offsets of the name, without quotes and without what stands before it in an address or a path. In front
 * matter, and in all of a text that `isYaml`, also where it is a value without quotes: `cover: boat.jpg`; and there as a key.
 */
export function placesIn(text: string, asset: string, isYaml = false): AssetPlace[] {
  const name = asset.slice(asset.indexOf('/') + 1);
  const isAsset = asset.startsWith('assets/');
  const yaml = isYaml ? text.length : frontOf(text).length;
  const found: AssetPlace[] = [];
  for (const [spelling, fits] of spellings(name)) {
    const plain = new PlainValues(text, isYaml);
    for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
      const end = at + spelling.length;
      const [before, after] = [text.slice(Math.max(0, at - 8), at), text.charAt(end)];
      const value = at - (isAsset ? (/\/?assets\/$/.exec(before)?.[0].length ?? 0) : 0);
      const quote = isAsset ? /(['"])(?:assets\/)?$/.exec(before)?.[1] : undefined;
      const address = isAsset ? before.endsWith('/assets/') : /["'(\s=]\/$/.test(before);
      const add = (writing: Writing) => fits(writing) && found.push({ start: at, end, value, writing });
      if (quote !== undefined && after === quote) add({ in: 'quotes', quote, isYaml: end <= yaml });
      else if (address && /^["'()\s?#>]?$/.test(after)) add({ in: 'address' });
      else if (isAsset && end <= yaml && plain.has(value, end)) add({ in: 'plain' });
    }
  }
  if (found.length < 2) return found;
  let done = 0;
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

/** Many assets by the names that texts have for them: a text is looked through once, however many there are. */
export class AssetNames {
  readonly #byName = new Map<string, string[]>();
  #longest = 0;

  constructor(assets: Iterable<string>) {
    for (const asset of assets) {
      const name = asset.slice(asset.indexOf('/') + 1);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), asset]);
      this.#longest = Math.max(this.#longest, name.length);
    }
  }

  /** The assets that a value of a field is: a name, the whole path, or that as an address. */
  called(value: string): readonly string[] {
    const asset = value.startsWith('/') ? value.slice(1) : value;
    const whole = this.#byName.get(asset.slice(asset.indexOf('/') + 1)) ?? [];
    return [...(this.#byName.get(value) ?? []), ...whole.filter((each) => each === asset)];
  }

  /** The assets that a text names, each with the offset of the first place that `placesIn` finds. */
  firstIn(text: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const { index } of text.matchAll(/["'/]/g)) {
      const start = index + 1;
      const before = text.slice(Math.max(0, start - 8), start);
      const quote = /(['"])(?:assets\/)?$/.exec(before)?.[1];
      const isPublic = /["'(\s=]\/$/.test(before);
      const ofFolder = (folder: string) => (asset: string) => asset.startsWith(folder);
      if (quote) this.#endsAt(text, start, quote, ofFolder('assets/'), found);
      else if (before.endsWith('/assets/')) this.#endsAt(text, start, undefined, ofFolder('assets/'), found);
      if (isPublic) this.#endsAt(text, start, undefined, (asset) => !asset.startsWith('assets/'), found);
    }
    return found;
  }

  /** Notes the names that begin at a place and end before a quote, or before what ends an address. */
  #endsAt(
    text: string,
    start: number,
    quote: string | undefined,
    fits: (asset: string) => boolean,
    found: Map<string, number>,
  ): void {
    const most = Math.min(text.length, start + this.#longest);
    for (let end = start + 1; end <= most; end++) {
      const after = text.charAt(end);
      if (quote === undefined ? !/^["'()\s?#>]?$/.test(after) : after !== quote) continue;
      for (const asset of this.#byName.get(text.slice(start, end)) ?? [])
        if (fits(asset) && !found.has(asset)) found.set(asset, start);
    }
  }
}
