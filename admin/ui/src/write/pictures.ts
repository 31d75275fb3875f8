import { type Signal, signal } from '@preact/signals';
import { LIMITS } from '../../../../schema/limits.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { slugOf } from '../../../../site/addresses/slug.ts';
import { uploadFile } from '../api/upload.ts';
import { size } from '../parts/time.tsx';
import { pictureFolder } from '../session/picture-folder.ts';
import { files, putFile } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { freePath } from '../upload/free-path.ts';

/** A picture on its way to the server. */
export interface Sending {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly sent: Signal<number>;
  /** Why it was not taken; '' while nothing is wrong. */
  readonly problem: Signal<string>;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/avif', 'avif'],
  ['image/svg+xml', 'svg'],
]);

/** What a file picker offers. */
export const PICTURES = [...ENDINGS.keys()].join(',');

/** Uploads pictures of a text, and says how that goes. */
export class Pictures {
  readonly sending = signal<readonly Sending[]>([]);
  /** What pictures without a name of their own are called after. */
  readonly #stem: string;
  #last = 0;

  constructor(path: string) {
    this.#stem = /([^/]+?)\.\w+$/.exec(path)?.[1] ?? 'picture';
  }

  /** Uploads one. Returns its path in the site; undefined where it was not taken, which is said. */
  async upload(file: File): Promise<string | undefined> {
    const one: Sending = {
      id: ++this.#last,
      name: file.name || 'The picture',
      bytes: file.size,
      sent: signal(0),
      problem: signal(whyNot(file)),
    };
    this.sending.value = [...this.sending.value, one];
    if (one.problem.value) return undefined;
    try {
      const { prepared, versionsOf } = await import('../media/smaller-versions.ts');
      const [picture] = (await prepared([file])) ?? [];
      if (!picture) return this.drop(one);
      const path = await this.#send(picture.file, one);
      await versionsOf(picture, path)
        .then((versions) => this.#sendVersions(versions))
        .catch(sayError);
      this.drop(one);
      return path;
    } catch (error) {
      one.problem.value = `${one.name} was not uploaded: ${messageOf(error)}`;
      return undefined;
    }
  }

  /** Sends the smaller versions that the site asks for: a page shows the picture without them too. */
  async #sendVersions(versions: readonly { readonly name: string; readonly file: File }[]): Promise<void> {
    for (const { name, file } of versions) {
      const before = files.value.get(name)?.etag ?? null;
      putFile(await uploadFile(name, file, before, () => {}));
    }
  }

  drop(one: Sending): undefined {
    this.sending.value = this.sending.value.filter((each) => each !== one);
  }

  async #send(file: File, { sent }: Sending): Promise<string> {
    const path = freePath(pictureFolder() ?? 'assets/', nameOf(file, this.#stem), taken);
    taken.add(path);
    try {
      putFile(
        await uploadFile(path, file, null, (bytes) => {
          sent.value = bytes;
        }),
      );
      return path;
    } finally {
      taken.delete(path);
    }
  }
}

/** Names of pictures on their way. */
const taken = new Set<string>();

function whyNot(file: File): string {
  const name = file.name || 'This';
  if (!ENDINGS.has(file.type))
    return `${name} is no picture that pages show: use PNG, JPEG, GIF, WebP, AVIF or SVG.`;
  if (file.size > LIMITS.assetBytes)
    return `${name} has ${size(file.size)}, and at most ${size(LIMITS.assetBytes)} are allowed: make it smaller first.`;
  if (pictureFolder() === undefined) return `${name} was not uploaded: you may not add pictures to assets/.`;
  return '';
}

/** Browsers call every picture that is pasted image.png. */
function nameOf(file: File, stem: string): string {
  const ending = ENDINGS.get(file.type) ?? 'png';
  const own = /^image\.\w+$/.test(file.name) ? '' : plain(file.name.replace(/\.\w+$/, ''));
  return `${own || stem}.${ending}`;
}

const plain = (name: string): string =>
  slugOf(name.normalize('NFKD').replace(/\p{M}+/gu, ''))
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);

/** What a picture shows, as far as its name says it. */
export function altOf(file: File): string {
  const name = file.name.replace(/\.\w+$/, '');
  if (/^(?:image|img|dsc|dscn|dscf|pxl|screenshot|photo|picture|pasted)?[-_ ()\d]*$/i.test(name)) return '';
  return name
    .replace(/[-_\s]+/g, ' ')
    .replace(/[[\]\\]/g, '')
    .trim();
}

/** The file that a `data:` address of a picture holds. */
export function fileOfData(address: string, name: string): File | undefined {
  const [, type = '', base64, data = ''] =
    /^data:(image\/[\w.+-]+)(?:;[\w=-]+)*?(;base64)?,(.*)$/is.exec(address) ?? [];
  if (type === '') return undefined;
  const text = base64 ? atob(data) : decodeURIComponent(data);
  return new File([Uint8Array.from(text, (sign) => sign.charCodeAt(0))], name, { type });
}
