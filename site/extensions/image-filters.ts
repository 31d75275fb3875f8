import { fail } from '../../liquid/error.ts';
import type { Budget } from '../../liquid/run/budget.ts';
import type { FilterRun } from '../../liquid/run/filters/spec.ts';
import { registerFilter } from '../../liquid/run/filters/table.ts';
import { escapeMarkup } from '../../liquid/run/output/escape.ts';
import { linkEcho } from '../../liquid/run/tags/echo.ts';
import { registerLink } from '../../liquid/run/tags/table.ts';
import { SHOWN } from '../../liquid/run/values/inspect.ts';
import { toText } from '../../liquid/run/values/text.ts';
import { isHash, isNil, Markup, truthy } from '../../liquid/run/values/values.ts';
import type { AssetRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import type { FilterHost } from './address-filters.ts';
import { isTransformable, smallerOf } from './picture-versions.ts';

/** What `image` is given by name: see docs/media.md. `media` is the value of `data.media`, which has texts for pictures. */
interface Named {
  readonly alt?: unknown;
  readonly sizes?: unknown;
  readonly lazy?: unknown;
  readonly class?: unknown;
  readonly media?: unknown;
}

/** `{% assign size = 'boat.jpg' | image_size %}{{ size.width }}`: width and height in pixels, as it is shown. Prints `1600x1067`. */
registerFilter('image_size', [
  'T',
  (text: string, run: FilterRun) => {
    const host = run.host as FilterHost; // every render of a site is given this host
    const size = found(host, nameOf(text)).picture;
    if (!size) return undefined;
    const [width, height] = size;
    const hash = { width, height };
    SHOWN.set(hash, `${width}x${height}`);
    return hash;
  },
]);

/** `{% image 'boat.jpg', alt: 'A boat' %}`, which the compiler reads as this filter: the element that shows a picture. */
registerFilter('image', [
  'T',
  (text: string, run: FilterRun, named: Named) => {
    if (text === '') return '';
    const host = run.host as FilterHost; // every render of a site is given this host
    const said = saidOf(nameOf(text), named, run.budget);
    const made = isElsewhere(text) ? element({ src: text }, said) : inSite(host, nameOf(text), said);
    run.budget.text(made.length);
    return run.escape ? new Markup(made) : made;
  },
  ['alt', 'sizes', 'lazy', 'class', 'media'],
]);

registerLink('image', linkEcho);

/** An address that is none of an asset: on another site, or of a file of public/. */
const isElsewhere = (text: string) => /^(?:https?:\/)?\/(?!assets\/)/i.test(text);

/** The name below assets/, of a text that may be the asset's path or address too. */
const nameOf = (text: string) => text.replace(/^\/?(?:assets\/)?/, '');

function found(host: FilterHost, name: string): AssetRecord {
  return assetOf(host, name) ?? fail('missing_asset', `assets/${name} does not exist`);
}

function assetOf({ release }: FilterHost, name: string): AssetRecord | undefined {
  const asset = release?.record<AssetRecord>(`assets/${name.normalize()}`); // in lower case it may be a SpellingRecord
  return asset?.name ? asset : undefined;
}

function inSite(host: FilterHost, name: string, said: Said): string {
  const asset = found(host, name);
  const src = host.assetUrl(name) ?? '';
  const { picture } = asset;
  if (!picture) return element({ src }, said);
  const [width, height] = picture;
  const { widths = [], cloudflare = false } = host.release?.head.config.images ?? {};
  const { sources, srcset } = smallerOf({
    name,
    src,
    size: picture,
    widths,
    isTransformed: cloudflare && isTransformable(name),
    find(other) {
      const size = assetOf(host, other)?.picture;
      return size && { size, src: host.assetUrl(other) ?? '' };
    },
  });
  const img = element({ src, width, height, srcset }, said);
  if (sources.length === 0) return img;
  const sizes = attribute('sizes', said.sizes);
  const made = sources.map(
    ([format, set]) => `<source type="image/${format}"${attribute('srcset', set)}${sizes}>`,
  );
  return `<picture>${made.join('')}${img}</picture>`;
}

interface Shown {
  readonly src: string;
  readonly width?: number;
  readonly height?: number;
  readonly srcset?: string | undefined;
}

function element({ src, width, height, srcset }: Shown, { alt = '', sizes, css, lazy }: Said): string {
  return [
    `<img${attribute('src', src)}`,
    srcset === undefined ? '' : attribute('srcset', srcset) + attribute('sizes', sizes),
    attribute('alt', alt),
    attribute('width', width),
    attribute('height', height),
    attribute('class', css),
    lazy ? ' loading="lazy" decoding="async"' : '',
    '>',
  ].join('');
}

function attribute(name: string, value: string | number | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeMarkup(`${value}`)}"`;
}

/** What a page says of a picture, as texts. */
interface Said {
  /** For who does not see it: the one given here, or that of data/media.yaml. */
  readonly alt: string | undefined;
  readonly sizes: string | undefined;
  readonly css: string | undefined;
  readonly lazy: boolean;
}

function saidOf(name: string, { alt, sizes, class: css, lazy, media }: Named, budget: Budget): Said {
  const kept = isHash(media) ? own(media, name) : undefined;
  const text = (value: unknown) => (isNil(value) ? undefined : toText(value, budget));
  const late = truthy(lazy);
  return {
    alt: text(alt) ?? text(isHash(kept) ? own(kept, 'alt') : kept),
    // A picture that is loaded late can be measured by the browser.
    sizes: text(sizes) ?? (late ? 'auto, 100vw' : undefined),
    css: text(css),
    lazy: late,
  };
}
