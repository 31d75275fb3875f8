/** Formats of pictures, from the one that browsers should take first. The others are sent as they are. */
const FORMATS = ['avif', 'webp'];
/** Pixels by which the height of a smaller version may differ from what follows from its width. */
const ROUNDING = 1.5;

/** Width and height of a picture, in pixels. */
export type Size = readonly [width: number, height: number];

/** A picture that may have smaller versions. */
export interface Whole {
  /** Its path or name, with the ending. */
  readonly name: string;
  /** Its address. */
  readonly src: string;
  readonly size: Size;
  /** Widths that the site asks for, the smallest first. */
  readonly widths: readonly number[];
  /** Whether the platform makes its smaller versions. */
  readonly isTransformed: boolean;
  /** The size of another picture, and its address; undefined where there is none of that name. */
  find(name: string): { readonly size: Size; readonly src: string } | undefined;
}

/** What a page offers in place of a picture: see docs/media.md. */
export interface Smaller {
  /** Versions in formats that not every browser takes, the best first: `webp`, and its `srcset`. */
  readonly sources: readonly (readonly [format: string, srcset: string])[];
  /** Those in the picture's own format with the picture itself; undefined where there are none. */
  readonly srcset?: string | undefined;
}

/** Pictures that the platform makes smaller, by their endings. */
export const isTransformable = (name: string): boolean => /\.(?:avif|jpe?g|png|webp)$/i.test(name);

/** The smaller versions that there are: `boat-480w.webp` beside `boat.jpg`. */
export function smallerOf(whole: Whole): Smaller {
  const { name, src, size, widths, isTransformed } = whole;
  const smaller = widths.filter((each) => each < size[0]);
  const all = { src, width: size[0] };
  if (isTransformed)
    return {
      sources: [],
      srcset: srcset([...smaller.map((width) => ({ src: transformed(src, width), width })), all]),
    };
  const [, stem = name, ending = ''] = /^(.*)\.([^./]*)$/s.exec(name) ?? [];
  const versions = (format: string) => versionsIn(whole, stem, format, smaller);
  const sources = FORMATS.filter((format) => format !== ending.toLowerCase()).flatMap((format) => {
    const found = versions(format);
    // Without the largest, browsers that take the format would show less than they could.
    const isWhole = found.length > 0 && found.at(-1)?.width === smaller.at(-1);
    return isWhole ? [[format, srcset(found)] as const] : [];
  });
  const same = versions(ending);
  return { sources, ...(same.length > 0 && { srcset: srcset([...same, all]) }) };
}

interface Sized {
  readonly src: string;
  readonly width: number;
}

/** One of other proportions shows something else, and is none. */
function versionsIn(
  { size: [width, height], find }: Whole,
  stem: string,
  format: string,
  widths: readonly number[],
): Sized[] {
  return widths.flatMap((each) => {
    const { size: [wide, high] = [], src = '' } = find(`${stem}-${each}w.${format}`) ?? {};
    if (wide !== each || high === undefined) return [];
    return Math.abs(high - (height * each) / width) > ROUNDING ? [] : [{ src, width: each }];
  });
}

/** An address at which the platform makes a picture smaller, or redirects to the whole one when it can not. */
const transformed = (src: string, width: number): string =>
  `/cdn-cgi/image/width=${width},format=auto,onerror=redirect${src}`;

const srcset = (sized: readonly Sized[]): string =>
  sized.map(({ src, width }) => `${src} ${width}w`).join(', ');
