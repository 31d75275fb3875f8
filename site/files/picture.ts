import { avifSize } from './avif.ts';

/** What browsers show as pictures, of types whose headers say how large they are. */
const PICTURES = /^image\/(?:avif|gif|jpeg|png|svg\+xml|webp)$/;
/** Bytes of an SVG that are looked through: it is text, with its size anywhere. */
const MOST_SVG = 1024 * 1024;

/** `imageSize` of the library, given by the caller: the admin loads it when a picture comes. */
type Measure = (bytes: Uint8Array) => { width: number; height: number; orientation?: number };

/** Width and height that a picture is shown with, in pixels; undefined for what is no picture, or does not say. */
export async function pictureOf(
  type: string,
  bytes: Uint8Array,
): Promise<readonly [width: number, height: number] | undefined> {
  if (!isPicture(type, bytes)) return undefined;
  const { imageSize } = await import('image-size');
  return measuredBy(imageSize, type, bytes);
}

/** The same at once, with a library that is loaded. */
export function measuredBy(
  measure: Measure,
  type: string,
  bytes: Uint8Array,
): readonly [width: number, height: number] | undefined {
  if (!isPicture(type, bytes)) return undefined;
  try {
    // One whose properties are of some other order is read as it is stored.
    const avif = type === 'image/avif' ? avifSize(bytes) : undefined;
    if (avif) return avif[0] > 0 && avif[1] > 0 ? avif : undefined;
    const { width, height, orientation = 1 } = measure(bytes);
    const [across, down] = [Math.round(width), Math.round(height)];
    if (!(across > 0 && down > 0)) return undefined;
    return orientation >= 5 ? [down, across] : [across, down]; // a camera that was held upright
  } catch {
    return undefined; // it is not what its name says, which is for those who see it to tell
  }
}

const isPicture = (type: string, { byteLength }: Uint8Array): boolean =>
  PICTURES.test(type) && !(type.includes('svg') && byteLength > MOST_SVG);
