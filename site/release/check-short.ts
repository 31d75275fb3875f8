import { headSchema, type Place } from '../../schema/manifest.ts';
import { liveText } from './short.ts';
import { partsOf } from './texts.ts';

/** What a line may name of BODY, and a reader of the short form reads there. */
interface Read {
  readonly ready?: { readonly at: Place };
  readonly residual?: { readonly at: Place };
}

/**
 * Checks what `live` holds of a release: that each line which says what is at an address, and each that was made for pages at publish, is there as it is
 * in the whole, and the texts that they name, to the unit. Throws an Error that names what is not.
 */
export function checkShort(whole: string, live = liveText(whole)): void {
  if (live === whole) return;
  const [{ cut = 0, ...head }, index, body] = partsOf(live);
  const [all, lines, texts] = partsOf(whole);
  headSchema.parse({ ...head, cut });
  const { format, packs } = all;
  const same = { ...head, index: lines.length, body: texts.length, format, packs };
  if (JSON.stringify(same) !== JSON.stringify({ ...all, body: texts.length }))
    throw new Error('the short form of the release has another head');
  if (index.length !== head.index || body.length !== head.body)
    throw new Error('the short form of the release is cut off');
  let at = 0;
  for (const line of lines.split('\n').slice(0, -1)) {
    const [key = '', json = ''] = line.split('\t');
    if (!/^(?:\/|pages\/|assets\/|public\/|made[/:])/.test(key)) continue;
    if (!index.startsWith(`${line}\n`, at)) throw new Error(`the short form of the release has no ${key}`);
    at += line.length + 1;
    for (const [, start, length] of placesIn(json))
      if (start < cut || !body.startsWith(texts.slice(start, start + length), start - cut))
        throw new Error(`the short form of the release has another text for ${key}`);
  }
  if (at !== index.length) throw new Error('the short form of the release has other lines');
}

function placesIn(json: string): Place[] {
  if (!json.includes('[0,')) return [];
  const record = JSON.parse(json) as Read | Place; // it was checked by its schema
  const places = 'length' in record ? [record] : [record.ready?.at, record.residual?.at];
  return places.filter((place) => place?.[0] === 0).map((place) => place as Place); // those that are there
}
