import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { Head, Place } from '../../schema/manifest.ts';
import { partsOf } from './texts.ts';

/** Keys of what says which page, file or redirect is at an address, and of pages that were made at publish. */
const KEPT = /^(?:\/|assets\/|public\/|pages\/|made)/;

/**
 * What `live` holds of a release: all of it, or of a large one the short form, which has what it takes to send pages that were made at publish. Equal
 * releases give equal bytes. `shortBy`: how much shorter that is, at the least.
 */
export function liveText(manifest: string, shortBy: number = LIMITS.shortBy): string {
  const [head, index, body] = partsOf(manifest);
  if (head.packs.length === 0) return manifest;
  const lines = index.match(/.+\n/g)?.filter((line) => KEPT.test(line)) ?? [];
  const cut = Math.min(body.length, ...lines.flatMap(startsOf));
  const kept = lines.join('');
  const short: Head = {
    ...head,
    format: MANIFEST_FORMAT,
    index: kept.length,
    body: body.length - cut,
    cut,
    packs: [],
  };
  const text = `${JSON.stringify(short)}\n${kept}${body.slice(cut)}`;
  return manifest.length - text.length < shortBy ? manifest : text;
}

/** Where texts in BODY begin that a kept line names, but for programs of whole pages. */
function startsOf(line: string): number[] {
  if (!line.includes('[0,')) return [];
  const tab = line.indexOf('\t');
  const record: unknown = JSON.parse(line.slice(tab + 1)); // assemble wrote it
  if (Array.isArray(record)) return record[0] === 0 ? [record[1]] : [];
  const { ready, residual } = record as Placed;
  return [ready, residual].flatMap((each) => (each ? [each.at[1]] : []));
}

interface Placed {
  readonly ready?: { readonly at: Place };
  readonly residual?: { readonly at: Place };
}

/** The format of a release's text, or of the short form of one. */
export const formatOf = (text: string): number => partsOf(text)[0].format;
