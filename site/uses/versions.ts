/** A smaller version of a picture: its name without the ending, a width, an ending of its own. See docs/media.md. */
const VERSION = /^(.+)-\d+w\.(?:avif|webp|jpe?g|png)$/i;
/** Endings of pictures that have smaller versions. */
const SIZED = ['jpg', 'jpeg', 'png', 'webp', 'avif', 'JPG', 'JPEG', 'PNG', 'WEBP', 'AVIF'];

/** The picture that a path is a smaller version of, if that is there: `assets/boat.jpg` of `assets/boat-480w.webp`. */
export function wholeOf(path: string, paths: { has(path: string): boolean }): string | undefined {
  const stem = path.startsWith('assets/') ? VERSION.exec(path)?.[1] : undefined;
  return stem === undefined
    ? undefined
    : SIZED.map((ending) => `${stem}.${ending}`).find((each) => paths.has(each));
}
