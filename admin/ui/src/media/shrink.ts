/** Pixels across that no page needs more of, and bytes that a picture on a page should not exceed. */
const LARGEST = 2560;
const HEAVY = 2 * 1024 * 1024;
/** How much of a picture is kept: what differs is not seen at usual sizes. */
const QUALITY = 0.82;

/** Types that a canvas reads and keeps all of: GIF may move, SVG has no pixels. */
const SHRINKS = /^image\/(?:jpeg|png|webp|avif)$/;

export interface Measured {
  readonly width: number;
  readonly height: number;
}

/** Width and height as it is shown; undefined for what the browser can't read, or what has no pixels. */
export async function measure(file: Blob): Promise<Measured | undefined> {
  if (!SHRINKS.test(file.type)) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return undefined; // the upload takes it as it is
  }
}

/** Whether it is larger than a page needs. */
export const isTooLarge = (file: Blob, { width }: Measured): boolean => width > LARGEST || file.size > HEAVY;

/** The same picture, as large as a page needs, in its own format; the file itself where that is not smaller. */
export async function shrunk(file: File, { width }: Measured): Promise<File> {
  const type = file.type === 'image/png' || file.type === 'image/webp' ? file.type : 'image/jpeg';
  const blob = await drawn(file, Math.min(width, LARGEST), type);
  if (!blob || blob.type !== file.type || blob.size >= file.size) return file;
  return new File([blob], file.name, { type: file.type });
}

/** A version of this width as WebP; undefined where the browser makes none (Safari before 2026). */
export async function versionOf(file: Blob, width: number): Promise<Blob | undefined> {
  const blob = await drawn(file, width, 'image/webp');
  return blob?.type === 'image/webp' ? blob : undefined;
}

async function drawn(file: Blob, width: number, type: string): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file);
  try {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = Math.max(1, Math.round((bitmap.height * width) / bitmap.width));
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  } finally {
    bitmap.close();
  }
}
